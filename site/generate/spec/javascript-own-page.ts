import { specification, type Clause } from '../../../spec/index.ts'
import { clausePath } from '../links.ts'
import type { Page } from '../page.ts'
import { relink } from '../routes.ts'

const clauses = specification.clauses.filter(({ withdrawn }) => withdrawn === undefined)

/** The clauses that a loop in Python is not asked for, with the reason of each, and those that hold on some versions of CPython. */
export function javascriptOwnPage(): Page {
  const own = clauses.filter((clause) => clause.profile === 'host' || clause.javascript !== undefined)
  const versioned = clauses.filter(({ since, until, defect }) => [since, until, defect].some(Boolean))
  return {
    path: '/spec/javascript-own/',
    title: 'JavaScript’s own clauses',
    kind: 'wide',
    markdown: `# JavaScript’s own clauses

Every clause is also judged on CPython’s own asyncio, except the clauses of this page.

## Not asked of a loop in Python

${String(own.length)} of ${String(clauses.length)} clauses hold only if the loop and the host share a thread turn by turn, or speak of something that
Python does not have.

| clause | level | profile | why |
| --- | --- | --- | --- |
${own.map((clause) => `| ${link(clause)} | ${clause.level} | ${clause.profile} | ${reasonOf(clause)} |`).join('\n')}

## Only on some versions of CPython

A condition says since which version asyncio keeps a clause, or in which versions it has a defect of its own. A loop in
JavaScript is asked for all of them; a loop in Python for those that its interpreter keeps.

| clause | level | holds |
| --- | --- | --- |
${versioned.map((clause) => `| ${link(clause)} | ${clause.level} | ${conditionOf(clause)} |`).join('\n')}
`,
  }
}

function link({ id }: Clause): string {
  return `[\`${id}\`](${clausePath(id)})`
}

function reasonOf({ id, javascript, area }: Clause): string {
  if (javascript === undefined) throw new Error(`${id} does not say why it is JavaScript's own.`)
  return relink(javascript.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|'), `spec/clauses/${area}.md`)
}

function conditionOf({ since, until, defect }: Clause): string {
  return [
    ...(since === undefined ? [] : [`since ${since}`]),
    ...(until === undefined ? [] : [`until ${until}`]),
    ...(defect === undefined ? [] : [`not on ${defect}`]),
  ].join(', ')
}
