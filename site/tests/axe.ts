import axe from 'axe-core'
import type { Page } from 'playwright-core'

/**
 * What axe calls serious or critical, a line each. Of the areas of an HTML report it looks at the first: the others are like it,
 * and are taken out of the page, for thousands of them take axe half a minute.
 */
export async function seriousViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const { violations, passes } = await page.evaluate(() => {
    for (const area of document.querySelectorAll('.lc-area-clauses + .lc-area-clauses')) area.remove()
    const runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']
    return (globalThis as unknown as { axe: typeof axe }).axe.run({ runOnly })
  })
  if (passes.length < 10) throw new Error('axe has looked at hardly anything.')
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.slice(0, 3).map(({ html, any }) => `${id}: ${html.slice(0, 200)} ${any[0]?.message ?? ''}`),
    )
}
