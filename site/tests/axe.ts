import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** Rules that axe calls moderate, and that every page keeps. */
const structure = new Set(['heading-order', 'landmark-one-main', 'page-has-heading-one', 'region'])

/** Of more elements side by side, such as the lines of a source or the clauses of an area, axe checks this number. */
const mostSiblings = 60

/**
 * The violations that axe calls serious or critical, or that concern landmarks and headings, a line each. Of the areas of an HTML
 * report it checks the first, and of a long list its first elements. The others are like them, and axe needs half a minute for them.
 * With `contrastOnly` it looks at colours alone: nothing else depends on the colour scheme.
 */
export async function seriousViolations(page: Page, contrastOnly = false): Promise<string[]> {
  await page.evaluate(axe.source)
  const rules = contrastOnly ? ['color-contrast'] : null
  const { violations, passes } = await page.evaluate(
    ([most, rules]) => {
      for (const area of document.querySelectorAll('.lc-area-clauses + .lc-area-clauses')) area.remove()
      // They stay where they are: the page may still be at work on them.
      for (const parent of document.querySelectorAll('main *'))
        for (const child of [...parent.children].slice(most)) child.toggleAttribute('data-unchecked', true)
      const runOnly = rules ?? ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']
      return (globalThis as unknown as { axe: typeof axe }).axe.run(
        { exclude: ['[data-unchecked]'] },
        { runOnly },
      )
    },
    [mostSiblings, rules] as const,
  )
  if (passes.length < (rules?.length ?? 10)) throw new Error('axe checked fewer rules than it should.')
  return violations
    .filter(({ id, impact }) => impact === 'serious' || impact === 'critical' || structure.has(id))
    .flatMap(({ id, nodes }) =>
      nodes.slice(0, 3).map(({ html, any }) => `${id}: ${html.slice(0, 200)} ${any[0]?.message ?? ''}`),
    )
}
