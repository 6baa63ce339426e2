/**
 * Writes `docs/generated/javascript-own.md` from the specification: the clauses that a loop in Python is not asked for, with
 * the reason of each, and those that hold on some versions of CPython only. With `--check` it only says whether the file is
 * as it would be written.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import process from 'node:process'
import { specification, type Clause } from '../spec/index.ts'
import { Problem } from './problem.ts'

const file = 'docs/generated/javascript-own.md'
const clauses = specification.clauses.filter(({ withdrawn }) => withdrawn === undefined)
const own = clauses.filter((clause) => clause.profile === 'host' || clause.javascript !== undefined)
const versioned = clauses.filter(({ since, until, defect }) => [since, until, defect].some(Boolean))

const text = `# What a loop in Python is not asked for

Every clause is run on CPython's own asyncio as well, but for these. Generated from \`spec/clauses\` by \`npm run javascript-own\`.

## JavaScript's own

${String(own.length)} of ${String(clauses.length)} clauses hold only where the loop and the host share a thread turn by turn, or speak of something that
Python does not have.

| clause | level | profile | why |
| --- | --- | --- | --- |
${own.map((clause) => `| \`${clause.id}\` | ${clause.level} | ${clause.profile} | ${reasonOf(clause)} |`).join('\n')}

## Only on some versions of CPython

A condition says since which version asyncio keeps a clause, or in which versions it has a defect of its own. A loop in
JavaScript is asked for all of them; one in Python where its interpreter allows.

| clause | level | holds |
| --- | --- | --- |
${versioned.map((clause) => `| \`${clause.id}\` | ${clause.level} | ${conditionOf(clause)} |`).join('\n')}
`

if (!process.argv.includes('--check')) {
  writeFileSync(file, text)
  console.log(`${file}: ${String(own.length)} clauses.`)
} else if (text !== (existsSync(file) ? readFileSync(file, 'utf8') : '')) {
  console.error(
    `${file} is not what the clauses say now. Run \`npm run javascript-own\` and commit the result.`,
  )
  process.exitCode = 1
} else console.log(`${file} is up to date: ${String(own.length)} clauses.`)

function reasonOf({ id, javascript }: Clause): string {
  if (javascript === undefined) throw new Problem(`${id} does not say why it is JavaScript's own.`)
  return javascript.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|')
}

function conditionOf({ since, until, defect }: Clause): string {
  return [
    ...(since === undefined ? [] : [`since ${since}`]),
    ...(until === undefined ? [] : [`until ${until}`]),
    ...(defect === undefined ? [] : [`not on ${defect}`]),
  ].join(', ')
}
