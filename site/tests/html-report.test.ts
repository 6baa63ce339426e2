import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { html } from '../../conformance/reporters/index.ts'
import { hostileTexts, reportSaying } from '../../conformance/self-test/hostile-report.ts'
import { Workshop } from '../../conformance/self-test/workshop.ts'
import { specification, type Report } from '../../spec/index.ts'
import { seriousViolations } from './axe.ts'
import { hasChromium, openPage, skipped, stopChromium } from './chromium.ts'

describe.skipIf(!hasChromium)(`the HTML report${skipped}`, () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'loop-conformance-html-'))
  const workshop = new Workshop()
  const evil = '</script></style></title><img src=x onerror="document.title=1">'
  const file = path.join(workshop.folder, 'report.html')
  const address = pathToFileURL(file).href

  beforeAll(async () => {
    const reference = pathToFileURL(path.resolve('dist/reference/index.js')).href
    workshop.write({
      'loop.mjs': `import { VirtualEventLoop } from '${reference}'
class Loop extends VirtualEventLoop {
  iterate() {
    const handles = [...this.ready].reverse()
    this.ready.clear()
    for (const handle of handles) this.ready.push(handle)
    return super.iterate()
  }
}
export default { name: ${JSON.stringify(evil)}, profiles: ['host'], newEventLoop: () => new Loop() }
`,
    })
    const { code, err } = await workshop.run(['./loop.mjs', '--reporter', `html=${file}`])
    expect(err).toBe('')
    expect(code).toBe(1)
  })
  afterAll(async () => {
    workshop.remove()
    rmSync(folder, { recursive: true, force: true })
    await stopChromium()
  })

  const shown = (page: Page): Promise<number> => page.locator('.lc-clause-row:visible').count()

  it('shows a hostile name as what it is, and asks for nothing', async () => {
    const { page, strays } = await openPage(address)
    await page.goto(address)
    expect(await page.innerText('.lc-name')).toBe(evil)
    expect(await page.title()).toContain(evil)
    expect(await page.locator('img').count()).toBe(0)
    expect(strays).toEqual([])
    await page.close()
  })

  it('runs nothing that a candidate says', async () => {
    const { page, strays } = await openPage('file:')
    for (const [index, text] of hostileTexts.entries()) {
      const name = path.join(folder, `${String(index)}.html`)
      writeFileSync(name, html(reportSaying(text), { specification, width: 80, color: false, folder: '/' }))
      let dialogs = 0
      page.on('dialog', (dialog) => {
        dialogs++
        void dialog.dismiss()
      })
      await page.goto(pathToFileURL(name).href)
      await page
        .locator('.lc-failure')
        .evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')))
      expect(dialogs).toBe(0)
      expect(await page.locator('script').count()).toBe(2)
      expect(await page.locator('img, b, a[href^="javascript"]').count()).toBe(0)
      page.removeAllListeners('dialog')
    }
    expect(strays).toEqual([])
    await page.close()
  })

  it('filters the clauses by status, level and text', async () => {
    const { page } = await openPage(address)
    await page.goto(address)
    const all = await shown(page)
    expect(all).toBe(specification.clauses.filter(({ withdrawn }) => withdrawn === undefined).length)
    await page.check('input[name="status"][value="fail"]')
    const failed = await shown(page)
    expect(failed).toBeGreaterThan(0)
    expect(failed).toBeLessThan(all)
    expect(await page.innerText('.lc-found')).toBe(`${String(failed)} of ${String(all)} clauses`)
    await page.uncheck('input[name="status"][value="fail"]')
    await page.check('input[name="level"][value="SHOULD"]')
    const should = await shown(page)
    expect(should).toBe(specification.clauses.filter(({ level }) => level === 'SHOULD').length)
    await page.uncheck('input[name="level"][value="SHOULD"]')
    await page.fill('input[name="text"]', 'three callbacks SCHEDULED')
    expect(await page.locator('.lc-clause-row:visible .lc-id').allInnerTexts()).toContain(
      'scheduling.callbacks-run-in-order',
    )
    expect(await shown(page)).toBeLessThan(5)
    expect(await page.locator('.lc-area-clauses:visible').count()).toBeLessThan(5)
    await page.close()
  })

  it('leads from a consequence to the clause, and from a check to what happened', async () => {
    const { page } = await openPage(address)
    await page.goto(address)
    const root = page.locator('#root-causes .lc-failure').first()
    await root.locator('.lc-waiting > summary').first().click()
    const link = root.locator('.lc-waiting a').first()
    const id = (await link.innerText()).trim()
    await link.click()
    const row = page.locator(`[id="clause-${id}"]`)
    expect(await row.getAttribute('open')).not.toBeNull()
    expect(await row.locator('summary').evaluate((summary) => summary === document.activeElement)).toBe(true)
    await page.close()
  })

  it('gives the report back as data', async () => {
    const { page } = await openPage(address)
    await page.goto(address)
    const downloading = page.waitForEvent('download')
    await page.click('#download')
    const saved = path.join(folder, 'saved.json')
    await (await downloading).saveAs(saved)
    const data = JSON.parse(readFileSync(saved, 'utf8')) as Report
    expect(data.candidate.name).toBe(evil)
    await page.close()
  })

  it('can be read without its script', async () => {
    const { page } = await openPage(address, { javaScriptEnabled: false })
    await page.goto(address)
    expect(await page.locator('.lc-failure[open] .lc-expected').count()).toBeGreaterThan(0)
    expect(await page.locator('.lc-filter').isVisible()).toBe(false)
    expect(await page.locator('#theme').isVisible()).toBe(false)
    await page.close()
  })

  it('prints every failure, and no buttons', async () => {
    const { page } = await openPage(address)
    await page.goto(address)
    await page.emulateMedia({ media: 'print' })
    await page.evaluate(() => globalThis.dispatchEvent(new Event('beforeprint')))
    expect(await page.locator('.lc-failure:not([open])').count()).toBe(0)
    expect(await page.locator('.bar').isVisible()).toBe(false)
    expect((await page.pdf()).length).toBeGreaterThan(10_000)
    await page.close()
  })

  it('changes its colours, and keeps them', async () => {
    const { page } = await openPage(address, { colorScheme: 'light' })
    await page.goto(address)
    const background = (): Promise<string> =>
      page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    const light = await background()
    await page.click('#theme')
    const dark = await background()
    expect(dark).not.toBe(light)
    await page.reload()
    expect(await background()).toBe(dark)
    await page.close()
  })

  it.each([
    ['light', 1280],
    ['dark', 390],
  ] as const)('has nothing that axe calls serious, in %s, %i pixels wide', async (colorScheme, width) => {
    const { page } = await openPage(address, { colorScheme, viewport: { width, height: 844 } })
    await page.goto(address)
    await page.locator('.lc-clause-row').first().locator('summary').click()
    const sideways = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(sideways).toBe(0)
    expect(await seriousViolations(page)).toEqual([])
    await page.close()
  })
})
