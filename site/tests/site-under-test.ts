import { existsSync, readFileSync } from 'node:fs'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { skipped as noChromium, startChromium, stopChromium } from './chromium.ts'
import { serve, type Served } from './serve.ts'

const folder = 'dist-site/html'

/** Added to the titles of tests that cannot run here; empty if they can. */
export const skipped = existsSync(folder) ? noChromium : ', skipped: the site is not built (npm run docs)'

/** The finished site on a server of its own, and a browser to look at it with. */
export class SiteUnderTest {
  readonly #server: Served
  readonly #browser: Browser
  /** Every request to another server since the beginning. */
  readonly strangers: string[] = []
  /** Every error that a page threw or logged. */
  readonly complaints: string[] = []

  private constructor(server: Served, browser: Browser) {
    this.#server = server
    this.#browser = browser
  }

  static async open(): Promise<SiteUnderTest> {
    const { base } = JSON.parse(readFileSync('dist-site/settings.json', 'utf8')) as { base: string }
    return new SiteUnderTest(await serve(folder, base), await startChromium())
  }

  /** A page of the site, `''` for the front page, in a browser with an empty cache. */
  async visit(
    path: string,
    options: BrowserContextOptions = {},
    waitUntil: 'commit' | 'networkidle' = 'networkidle',
  ): Promise<Page> {
    const context = await this.#browser.newContext({ viewport: { width: 1280, height: 860 }, ...options })
    const page = await context.newPage()
    page.on('request', (request) => {
      const url = request.url()
      if (!url.startsWith(this.#server.url) && !url.startsWith('data:')) this.strangers.push(url)
    })
    page.on('pageerror', (error) => this.complaints.push(`${path}: ${error.message}`))
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(`${path}: ${message.text()}`)
    })
    await page.goto(this.#server.url + path, { waitUntil })
    return page
  }

  async close(): Promise<void> {
    await stopChromium()
    await this.#server.close()
  }
}
