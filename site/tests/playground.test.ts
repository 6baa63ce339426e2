import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seriousViolations } from './axe.ts'
import { hasChromium, openPage, skipped, stopChromium } from './chromium.ts'
import { serve, type Served } from './serve.ts'

/** Clicks in the frame in which the first failure shows: a moment later the run may be over. */
function atFirstFailure(page: Page, selector: string): Promise<{ button: string; isOpen: boolean }> {
  return page.evaluate(
    (clicked) =>
      new Promise((resolve) => {
        const look = (): void => {
          const failure = document.querySelector<HTMLDetailsElement>('.lc-failure')
          if (failure === null) {
            requestAnimationFrame(look)
            return
          }
          const button = document.querySelector('.pg-run')?.textContent ?? ''
          document.querySelector<HTMLElement>(clicked)?.click()
          resolve({ button, isOpen: failure.open })
        }
        look()
      }),
    selector,
  )
}

describe.skipIf(!hasChromium)(`the playground${skipped}`, () => {
  let served: Served

  beforeAll(async () => {
    served = await serve('dist/playground')
  })
  afterAll(async () => {
    await served.close()
    await stopChromium()
  })

  async function run(page: Page): Promise<void> {
    await page.click('.pg-run')
    await page.waitForSelector('.lc-report, .pg-refusal')
  }

  /** Types the loop into the editor, in place of what is there. */
  async function write(page: Page, source: string): Promise<void> {
    await page.click('.cm-content')
    await page.keyboard.press('Control+A')
    await page.keyboard.insertText(source)
  }

  const roots = (page: Page): Promise<(string | null)[]> =>
    page
      .locator('#root-causes > .lc-failure')
      .evaluateAll((all) => all.map((one) => one.getAttribute('data-clause')))

  it('finds that the minimal loop conforms, without a request or a line in the console', async () => {
    const { page, strays } = await openPage(served.url)
    const printed: string[] = []
    page.on('console', (message) => {
      if (message.type() !== 'debug') printed.push(message.text())
    })
    await page.goto(served.url)
    await run(page)
    expect(printed).toEqual([])
    expect(await page.textContent('.lc-title')).toMatch(/^minimal conforms$/)
    const passed = await page.locator('.lc-clause-row[data-status="pass"]').count()
    expect(passed).toBeGreaterThan(300)
    expect(await page.locator('.lc-failure').count()).toBe(0)
    expect(strays).toEqual([])
    await page.close()
  })

  it.each([
    ['runs-callbacks-in-reverse', 'scheduling.callbacks-run-in-order'],
    ['counts-registrations', 'task-registry.registering-twice-is-registering-once'],
    ['takes-the-last-result', 'future.settles-once'],
    ['turns-in-microtasks-alone', 'scheduling.busy-loop-lets-the-host-have-turns'],
    ['knows-variables-by-their-names', 'context.set-stays-in-its-context'],
  ])('finds exactly the clause of a fault: %s', async (name, clause) => {
    const { page, strays } = await openPage(served.url)
    await page.goto(served.url)
    await page.selectOption('.pg-menu select', name)
    await run(page)
    expect(await page.textContent('.lc-title')).toBe(`${name} does not conform`)
    expect(await roots(page)).toEqual([clause])
    expect(strays).toEqual([])
    await page.close()
  })

  it('shows expected beside actual, and the timeline', async () => {
    const { page } = await openPage(served.url)
    await page.goto(`${served.url}#loop/runs-callbacks-in-reverse`)
    await run(page)
    const failure = page.locator('.lc-failure').first()
    expect(await failure.getAttribute('open')).not.toBeNull()
    expect(await failure.locator('.lc-expected').first().innerText()).toContain('"a", "b", "c"')
    expect(await failure.locator('.lc-actual').first().innerText()).toContain('"c", "b", "a"')
    const table = failure.locator('.lc-timeline').first()
    expect(await table.locator('thead .lc-lane').allInnerTexts()).toEqual(['callbacks'])
    expect(await table.locator('.lc-event > span').allInnerTexts()).toEqual(['c', 'b', 'a'])
    expect(await table.locator('.lc-early').innerText()).toContain('too early')
    // By keyboard alone.
    await failure.locator('summary').first().focus()
    await page.keyboard.press('Enter')
    expect(await failure.getAttribute('open')).toBeNull()
    await page.close()
  })

  it('judges a loop that spins, and stays responsive meanwhile', async () => {
    const { page, strays } = await openPage(served.url)
    await page.goto(`${served.url}#loop/spins`)
    await page.evaluate(() => {
      const drawn = { frames: 0 }
      const look = (): void => {
        drawn.frames++
        requestAnimationFrame(look)
      }
      requestAnimationFrame(look)
      Object.assign(globalThis, { drawn })
    })
    await page.click('.pg-run')
    // The run is not over, and the page reacts to clicks. What was opened stays open in the whole report.
    const during = await atFirstFailure(page, '.lc-failure summary')
    expect(during).toEqual({ button: 'Stop', isOpen: true })
    await page.waitForSelector('.lc-report')
    await page.waitForSelector('.lc-failure[open]')
    // A worker that spins blocks only its own thread. Frames may come late on a busy machine, but they come.
    const frames = await page.evaluate(
      () => (globalThis as unknown as { drawn: { frames: number } }).drawn.frames,
    )
    expect(frames).toBeGreaterThan(10)
    expect(await roots(page)).toEqual(['lifecycle.idle-run-goes-on'])
    expect(await page.locator('.lc-failure .lc-badge').allInnerTexts()).toContain('hung')
    expect(await page.locator('.lc-clause-row[data-status="pass"]').count()).toBeGreaterThan(50)
    expect(strays).toEqual([])
    await page.close()
  })

  it('stops when it is told to, and says that the report is partial', async () => {
    const { page } = await openPage(served.url)
    await page.goto(`${served.url}#loop/spins`)
    await page.click('.pg-run')
    await atFirstFailure(page, '.pg-run')
    await page.waitForSelector('.lc-report')
    expect(await page.textContent('[data-part="state"]')).toMatch(/^Stopped after/)
    await page.close()
  })

  it('keeps an edit in the address, over a reload', async () => {
    const { page } = await openPage(served.url)
    await page.goto(served.url)
    const source = `import { VirtualEventLoop } from 'loop-conformance/reference'
export default class Edited extends VirtualEventLoop {
  readonly what: string = 'ß "<b>" 😀'
}
`
    await write(page, source)
    await page.waitForURL(/#code\//)
    await page.reload()
    expect(await page.locator('.cm-content').innerText()).toContain('class Edited')
    expect(await page.locator('.pg-menu select').inputValue()).toBe('')
    await run(page)
    expect(await page.textContent('.lc-title')).toBe('Edited conforms')
    await page.close()
  })

  it('says where a loop has a syntax error, and why it cannot be loaded', async () => {
    const { page } = await openPage(served.url)
    await page.goto(served.url)
    await write(page, 'export default class {\n  oh no\n}')
    await run(page)
    expect(await page.textContent('.pg-refusal')).toMatch(/loop\.ts cannot be read.*\(2:\d+\)/s)
    await write(page, "import x from 'left-pad'\nexport default x")
    await run(page)
    await page.waitForSelector('text=left-pad')
    expect(await page.textContent('.pg-refusal')).toContain(
      "imports 'left-pad', which the playground does not have",
    )
    await write(page, 'for (;;) {}')
    await run(page)
    await page.waitForSelector('text=was not loaded within')
    await page.close()
  })

  it('names the line of the loop that threw, and leads to it', async () => {
    const { page } = await openPage(served.url)
    await page.goto(served.url)
    await write(
      page,
      `import { VirtualEventLoop } from 'loop-conformance/reference'
export default class Throwing extends VirtualEventLoop {
  override callSoon(): never {
    throw new Error('no work, please')
  }
}`,
    )
    await run(page)
    const place = page.locator('.pg-place').first()
    await page
      .locator('.lc-failure:has(.pg-place)')
      .first()
      .evaluate((one) => one.setAttribute('open', ''))
    expect(await place.innerText()).toBe('loop.ts:4')
    await place.click()
    expect(await page.locator('.cm-activeLine').innerText()).toContain("throw new Error('no work, please')")
    await page.close()
  })

  it('gives a loop no network, and shows its texts as text', async () => {
    const { page, strays } = await openPage(served.url)
    await page.goto(served.url)
    await write(
      page,
      `import { VirtualEventLoop } from 'loop-conformance/reference'
const reached = [typeof fetch, typeof XMLHttpRequest, typeof WebSocket, typeof importScripts, typeof Worker, typeof indexedDB]
export default {
  name: '<img src=x onerror=alert(1)> ' + reached.filter((type) => type !== 'undefined').length,
  newEventLoop: () => new VirtualEventLoop(),
}`,
    )
    await run(page)
    expect(await page.textContent('.lc-title')).toBe('<img src=x onerror=alert(1)> 0 conforms')
    expect(await page.locator('[data-part="results"] img').count()).toBe(0)
    expect(strays).toEqual([])
    await page.close()
  })

  it('gives a loop no network, origin or storage, by whatever way it asks', async () => {
    // A request that the policy stops counts as asked for in the browser. What counts is what arrives.
    let arrived = 0
    const stranger = createServer((_request, response) => {
      arrived++
      response.setHeader('Access-Control-Allow-Origin', '*').end()
    })
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve))
    const { port } = stranger.address() as AddressInfo
    const { page } = await openPage(served.url)
    await page.goto(served.url)
    await page.evaluate(() => localStorage.setItem('secret', 'of this site'))
    await write(
      page,
      `import { VirtualEventLoop } from 'loop-conformance/reference'
const evaluate = eval
const address = '${served.url}'
const elsewhere = 'http://127.0.0.1:${String(port)}/'
const ways = {
  import: () => evaluate('import(' + JSON.stringify(address + 'stand-alone.js') + ')'),
  importElsewhere: () => evaluate('import(' + JSON.stringify(elsewhere) + ')'),
  fetch: () => evaluate('fetch')(address),
  font: () => new (evaluate('FontFace'))('stolen', 'url(' + elsewhere + ')').load(),
  files: () => navigator.storage.getDirectory(),
  database: () => new Promise((resolve, reject) => {
    const request = evaluate('indexedDB').open('x')
    request.onsuccess = resolve
    request.onerror = reject
  }),
  caches: () => evaluate('caches').open('x'),
  locks: () => navigator.locks.query(),
  scripts: () => evaluate('importScripts')(address + 'stand-alone.js'),
  storage: () => evaluate('localStorage').getItem('secret'),
}
let reached = []
export default {
  get name() {
    return 'reached: ' + reached.join(' ') + ', from ' + evaluate('origin')
  },
  async setup() {
    for (const [name, way] of Object.entries(ways))
      await Promise.resolve().then(way).then(() => reached.push(name), () => undefined)
  },
  newEventLoop: () => new VirtualEventLoop(),
}`,
    )
    await run(page)
    expect(await page.textContent('.lc-title')).toMatch(/^reached: , from null conforms/)
    expect(arrived).toBe(0)
    await page.close()
    stranger.close()
  })

  it.each(['light', 'dark'] as const)(
    'has no serious violation that axe finds, in %s',
    async (colorScheme) => {
      for (const width of [1280, 390]) {
        const { page } = await openPage(served.url, { colorScheme, viewport: { width, height: 844 } })
        await page.goto(`${served.url}#loop/broken`)
        expect(await seriousViolations(page, colorScheme === 'dark')).toEqual([])
        await run(page)
        await page.locator('.lc-clause-row').first().locator('summary').click()
        expect(await seriousViolations(page, colorScheme === 'dark')).toEqual([])
        const sideways = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        )
        expect(sideways).toBe(0)
        await page.close()
      }
    },
    240_000,
  )
})
