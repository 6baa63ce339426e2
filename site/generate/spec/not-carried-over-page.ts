import { existsSync } from 'node:fs'
import { areas } from '../../../spec/index.ts'
import type { Page } from '../page.ts'

/** Links to the rules of asyncio without a clause, which are on the pages of their areas. */
export function notCarriedOverPage(): Page {
  const items = areas
    .filter((area) => existsSync(`spec/not-carried-over/${area}.md`))
    .map((area) => `- [${area}](/spec/${area}/#not-carried-over)`)
  return {
    path: '/spec/not-carried-over/',
    title: 'Rules of asyncio without a clause',
    markdown: `# Rules of asyncio without a clause

Each [rule of asyncio](/spec/asyncio-rules/) about a part that the contract covers is the source of a clause, or is listed here
with the reason why it has none. A test checks that no rule is missing.

${items.join('\n')}
`,
  }
}
