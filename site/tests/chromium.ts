import { chromium, type Browser, type Page } from 'playwright-core'
import { findChromium } from './find-chromium.ts'

const executable = findChromium()

/** For the title of what cannot run without a browser. */
export const skipped =
  executable === undefined
    ? ', skipped: there is no Chromium here (apt-get install chromium, or name one in CHROMIUM)'
    : ''
export const hasChromium = executable !== undefined

let running: Promise<Browser> | null = null

/** One browser for all tests of this process. */
export function startChromium(): Promise<Browser> {
  // As root, and in most containers, the browser's own sandbox cannot be had. The pages are ours.
  running ??= chromium.launch({ executablePath: executable ?? '', args: ['--no-sandbox'] })
  return running
}

export async function stopChromium(): Promise<void> {
  const browser = await running
  running = null
  await browser?.close()
}

export interface Watched {
  readonly page: Page
  /** Requests that left the origin, and errors of the page. Tests want none. */
  readonly strays: string[]
}

/** A page of its own, which may ask nobody but that origin. */
export async function openPage(
  origin: string,
  options: Parameters<Browser['newPage']>[0] = {},
): Promise<Watched> {
  const browser = await startChromium()
  const page = await browser.newPage(options)
  const strays: string[] = []
  page.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(origin) && !url.startsWith('blob:') && !url.startsWith('data:'))
      strays.push(`asked for ${url}`)
  })
  page.on('pageerror', (error) => strays.push(`threw ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content.Security|Failed to load/i.test(message.text()))
      strays.push(message.text())
  })
  return { page, strays }
}
