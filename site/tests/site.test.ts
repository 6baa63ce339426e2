/** The finished site in a real browser. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seriousViolations } from './axe.ts'
import { pageKinds } from './page-kinds.ts'
import { SiteUnderTest, skipped } from './site-under-test.ts'

const budgetBytes = 150 * 1024
if (skipped !== '') console.warn(`The tests of the site${skipped}`)

/** Looks at one page of each kind, three at a time, because a page mostly waits until it is quiet. Returns what was found. */
async function ofEachKind(look: (kind: string, path: string) => Promise<string[]>): Promise<string[]> {
  const left = Object.entries(pageKinds)
  const lookAtNext = async (): Promise<string[]> => {
    const found: string[] = []
    for (let next = left.shift(); next !== undefined; next = left.shift())
      found.push(...(await look(...next)))
    return found
  }
  const found = await Promise.all([lookAtNext(), lookAtNext(), lookAtNext()])
  return found.flat()
}

describe.skipIf(skipped !== '')(`the site in a browser${skipped}`, () => {
  let site: SiteUnderTest

  beforeAll(async () => {
    site = await SiteUnderTest.open()
  })

  afterAll(async () => {
    await site.close()
  })

  it('finds a clause by words of its id', async () => {
    const page = await site.visit('')
    await page.keyboard.press('Control+k')
    await page.locator('#localsearch-input').fill('failed step leaves')
    const first = page.locator('.result').first()
    await first.waitFor()
    expect(await first.textContent()).toContain('failed-step-leaves-its-task')
    await first.click()
    await page.waitForURL('**/spec/task-registry/#failed-step-leaves-its-task')
    await page.locator('h3[data-targeted]', { hasText: 'failed-step-leaves-its-task' }).waitFor()
  })

  it('leads from the anchor of a clause to the clause', async () => {
    const page = await site.visit('spec/task-registry/#enter-refuses-a-second-task')
    const heading = page.locator('h3[data-targeted]')
    expect(await heading.textContent()).toContain('task-registry.enter-refuses-a-second-task')
    const box = await heading.boundingBox()
    expect(box?.y).toBeGreaterThan(0)
    expect(box?.y).toBeLessThan(400)
  })

  it('links a clause to its check, its faults and the loops that keep it', async () => {
    const page = await site.visit('spec/handles/')
    const facts = page.locator('#when-of-a-due-timer-is-its-deadline ~ .facts').first()
    await facts.getByRole('link', { name: /uvloop.*does not keep this SHOULD/ }).click()
    await page.waitForURL('**/loops/uvloop/#handles-when-of-a-due-timer-is-its-deadline')
    await page.goBack()
    await facts.getByRole('link', { name: /^suite\/handles\/when\.ts:\d+$/ }).click()
    await page.waitForURL('**/source/conformance/suite/handles/when.ts/#l*')
    await page.locator('.line[data-targeted]', { hasText: 'when-of-a-due-timer-is-its-deadline' }).waitFor()
    await page.goBack()
    await facts.getByRole('link', { name: 'makes-plain-calls-of-due-timers' }).click()
    await page.waitForURL('**/source/conformance/self-test/faults/handles/when.ts/#l*')
    await page.locator('.line[data-targeted]', { hasText: 'makes-plain-calls-of-due-timers' }).waitFor()
  })

  it('leads from the front page to the loops that keep every MUST, and to what the others do otherwise', async () => {
    const page = await site.visit('')
    await page.getByRole('link', { name: 'What each of the others does otherwise' }).click()
    await page.waitForURL('**/loops/?python=*')
    await page.locator('#filter-loops output', { hasText: /^\d+ of \d+ living loops keep/ }).waitFor()
    const rows = page.locator('tbody.loop:visible tr[data-python]:visible')
    const interpreter = new URL(page.url()).searchParams.get('python')
    for (const row of await rows.all()) expect(await row.getAttribute('data-python')).toBe(interpreter)
    expect(await rows.count()).toBeGreaterThan(0)
    expect(await page.locator('tbody.loop:visible [data-keeps-core]:visible').count()).toBe(0)
    await page.getByLabel('Every MUST of the core').selectOption('kept')
    const sentences = page.locator('#uvloop .what li:visible')
    expect(await sentences.count()).toBeGreaterThan(0)
    expect(await page.locator('#asyncio-eager').isVisible()).toBe(false)
    await sentences.first().getByRole('link').first().click()
    await page.waitForURL('**/loops/uvloop/#*')
    await page.locator('h3[data-targeted]').waitFor()
    await page.goBack()
    await page.waitForURL('**/loops/?python=*&core=kept&open')
    await sentences.first().waitFor()
  })

  it('shows the loops without a script, and opens a row', async () => {
    const page = await site.visit('loops/', { javaScriptEnabled: false })
    expect(await page.locator('#filter-loops').isVisible()).toBe(false)
    expect(await page.locator('#uvloop tr:visible').count()).toBe(1)
    await page.locator('#uvloop summary').first().click()
    expect(await page.locator('#uvloop .what li:visible').count()).toBeGreaterThan(0)
  })

  it.each(['light', 'dark'] as const)(
    'has no serious violation that axe finds, in %s',
    async (colorScheme) => {
      const found = await ofEachKind(async (kind, path) => {
        const page = await site.visit(path, { colorScheme })
        const violations = await seriousViolations(page, colorScheme === 'dark')
        await page.context().close()
        return violations.map((violation) => `${kind}: ${violation}`)
      })
      expect(found).toEqual([])
    },
    240_000,
  )

  it('fits a phone: no page is wider than the screen', async () => {
    const wide = await ofEachKind(async (kind, path) => {
      const page = await site.visit(path, { viewport: { width: 390, height: 844 } })
      const width = await page.evaluate(() => document.documentElement.scrollWidth)
      await page.context().close()
      return width > 390 ? [`${kind}: ${String(width)}`] : []
    })
    expect(wide).toEqual([])
  }, 240_000)

  it('keeps the front page within its budget, and makes it interactive', async () => {
    const page = await site.visit('')
    const bytes = await page.evaluate(() => {
      const entries = ['navigation', 'resource'].flatMap((type) => performance.getEntriesByType(type))
      return (entries as PerformanceResourceTiming[]).reduce((sum, entry) => sum + entry.encodedBodySize, 0)
    })
    // How long it takes is told, and not tested: the machine may be busy with other things.
    const interactiveMs = await timeToInteractive(site)
    console.log(
      `front page: ${String(Math.round(bytes / 1024))} KB gzipped, interactive after ${String(Math.round(interactiveMs))} ms`,
    )
    expect(bytes).toBeGreaterThan(10_000)
    expect(bytes).toBeLessThan(budgetBytes)
  })

  it('finds guides and clauses before evidence, and a loop by its name', async () => {
    const page = await site.visit('')
    for (const [words, path] of [
      ['call_soon', /\/(?:guide|spec)\//],
      ['junit', /\/guide\/continuous-integration\//],
      ['gbulb', /\/loops\/gbulb\//],
    ] as const) {
      await page.keyboard.press('Control+k')
      await page.locator('#localsearch-input').fill(words)
      await page.locator('.result', { hasText: /./ }).first().waitFor()
      await page.waitForTimeout(400)
      expect(await page.locator('.result').first().getAttribute('href'), words).toMatch(path)
      await page.keyboard.press('Escape')
    }
  })

  it('copies the command of the front page', async () => {
    const page = await site.visit('', { permissions: ['clipboard-read', 'clipboard-write'] })
    await page.getByRole('button', { name: 'Copy' }).click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      'npx loop-conformance ./my-loop.ts',
    )
  })

  it('shows the clauses in the words of Python, if the reader wants that, and remembers it', async () => {
    const page = await site.visit('spec/timers/')
    const first = page.locator('.requirement:visible').first()
    expect(await first.textContent()).toContain('callLater')
    await page.getByRole('button', { name: 'Python', exact: true }).click()
    expect(await first.textContent()).toContain('call_later')
    await page.goto(page.url().replace('timers', 'scheduling'))
    expect(await page.locator('.requirement:visible code').first().textContent()).toBe('call_soon')
    const pressed = page.getByRole('button', { name: 'Python', exact: true })
    expect(await pressed.getAttribute('aria-pressed')).toBe('true')
  })

  it('shows the clauses in the words of JavaScript without a script, and no switch', async () => {
    const page = await site.visit('spec/timers/', { javaScriptEnabled: false })
    expect(await page.locator('.requirement:visible').first().textContent()).toContain('callLater')
    expect(await page.locator('.dialects:visible').count()).toBe(0)
  })

  it('sends no request to another server, and logs no error', () => {
    expect(site.strangers).toEqual([])
    expect(site.complaints).toEqual([])
  })
})

/** From the first byte of the document until the page is interactive, in milliseconds. */
async function timeToInteractive(site: SiteUnderTest): Promise<number> {
  const page = await site.visit('', {}, 'commit')
  const interactive = await page.waitForFunction(() => {
    const app = document.querySelector('#app')
    return app !== null && '__vue_app__' in app && performance.now()
  })
  const ms = (await interactive.jsonValue()) as number
  await page.context().close()
  return ms
}
