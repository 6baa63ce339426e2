import { existsSync } from 'node:fs'
import { areas } from '../../../spec/index.ts'
import type { Page } from '../page.ts'

/** Leads to the rules of asyncio without a clause, which stand on the pages of their areas. */
export function notCarriedOverPage(): Page {
  const items = areas
    .filter((area) => existsSync(`spec/not-carried-over/${area}.md`))
    .map((area) => `- [${area}](/spec/${area}/#not-carried-over)`)
  return {
    path: '/spec/not-carried-over/',
    title: 'Rules of asyncio without a clause',
    markdown: `# Rules of asyncio without a clause

Each rule of asyncio that was found is the source of a clause, or stands here with the reason why it is none. A test holds that
none is forgotten.

${items.join('\n')}
`,
  }
}
