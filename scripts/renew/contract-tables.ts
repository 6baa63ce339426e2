/** The tables of `docs/contract-history.md`: for each version of CPython, what asyncio passes from then on, and which clauses hold. */
import { clauseIn, specification, withoutMarks, type Clause } from '../../spec/index.ts'
import { firstSentence } from '../../conformance/report/words.ts'
import { argumentsIn, callText, hooksTable, minorOf, wordsOf, type Hook } from '../hooks/table.ts'

const versions = ['3.12', '3.13', '3.14', '3.15']

/** By the name of the table: `calls-3-15`, `clauses-3-15`. */
export const contractTables: Readonly<Record<string, () => string>> = Object.fromEntries(
  versions.flatMap((version) => {
    const name = version.replace('.', '-')
    return [
      [`calls-${name}`, () => callsTable(version)],
      [`clauses-${name}`, () => clausesTable(version)],
    ] as const
  }),
)

function callsTable(version: string): string {
  const rows = hooksTable.hooks
    .filter((hook) => wordsOf(hook) !== null)
    .flatMap((hook) => callRows(hook, version))
  return ['| on a | asyncio passes | before | write |', '| --- | --- | --- | --- |', ...rows].join('\n')
}

/** A row for each call that the version before did not have. */
function callRows(hook: Hook, version: string): string[] {
  const before = argumentsIn(hook, `3.${String(minorOf(version) - 1)}`)
  const now = argumentsIn(hook, version)
  const gone = [...before].filter((args) => !now.has(args))
  return (
    [...now]
      // staggered_race() cancels its tasks with the arguments of a CancelledError: a message, as before.
      .filter((args) => !before.has(args) && args !== '*args')
      .map((args) => {
        const was = [...gone, ...longestFirst(before)].find((other) => sharesStart(other, args))
        const older = before.size === 0 ? 'nothing' : was === undefined ? '' : code(callText(hook.name, was))
        return `| ${hook.kind} | ${code(callText(hook.name, args))} | ${older} | ${code(wordsOf(hook)?.write ?? '')} |`
      })
  )
}

function longestFirst(texts: ReadonlySet<string>): string[] {
  return [...texts].sort((a, b) => b.length - a.length)
}

/** Whether the longer of two lists of arguments begins as the shorter one. */
function sharesStart(first: string, second: string): boolean {
  return first.startsWith(second) || second.startsWith(first)
}

function clausesTable(version: string): string {
  const rows = specification.clauses
    .filter(
      ({ since, withdrawn, javascript }) =>
        since === version && withdrawn === undefined && javascript === undefined,
    )
    .map((clause) => clauseIn('python', clause))
    .map(({ id, area, level, text }: Clause) => {
      return `| [\`${id}\`](../spec/clauses/${area}.md) | ${level} | ${withoutMarks(firstSentence(text)).replaceAll('\n', ' ').replaceAll('|', '\\|')} |`
    })
  return ['| clause | level | |', '| --- | --- | --- |', ...rows].join('\n')
}

function code(text: string): string {
  return `\`${text}\``
}
