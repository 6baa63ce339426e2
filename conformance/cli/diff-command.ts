import { areas, specification, type Report } from '../../spec/index.ts'
import { compareReports, losesMust, type Change, type Differences } from '../report/compare.ts'
import { actualOf } from '../report/failures.ts'
import { paragraph } from '../reporters/layout.ts'
import { count } from '../report/words.ts'
import type { Paint } from '../reporters/paint.ts'
import { withoutMarkup } from '../reporters/pretty-failure.ts'
import { describeReport } from './describe-report.ts'
import { exitCode } from './exit-code.ts'
import { readReport } from './read-report.ts'
import { standardPage, write } from './terminal.ts'

interface Look {
  readonly paint: Paint
  readonly width: number
}

const levels = ['MUST', 'SHOULD', 'MAY']
const marks = { lost: '−', gained: '+', unsure: '?' } as const
const styles = { lost: 'red', gained: 'green', unsure: 'yellow' } as const

/** Says what a user would notice when moving from the loop of the first report to that of the second. */
export async function diffCommand(first: string, second: string): Promise<number> {
  const [a, b] = [readReport(first), readReport(second)]
  const differences = compareReports(a, b)
  const look = standardPage()
  const blocks = [
    [`from  ${describeReport(a)}`, `to    ${describeReport(b)}`, ...contracts(a, b)],
    profileLines(differences, look),
    ...areas.map((area) => areaLines(area, differences, look)),
    waitingLines(differences, look),
    [...sum(differences, look), ...apart(differences, [first, second], [a, b])],
  ]
  const text = blocks.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'))
  await write(process.stdout, `${text.join('\n\n')}\n`)
  return losesMust(differences) ? exitCode.doesNotConform : exitCode.conforms
}

/** Two contracts can be compared as far as they have the same clauses. */
function contracts({ suite: a }: Report, { suite: b }: Report): string[] {
  if (a.hash === b.hash) return []
  const versions =
    a.spec === b.spec
      ? `Both say contract ${a.spec}, and its clauses have changed between them`
      : `The contracts differ, ${a.spec} and ${b.spec}`
  return [
    '',
    `${versions}: what is compared are the clauses that both`,
    `reports have, in the words of contract ${specification.version} here.`,
  ]
}

function profileLines({ profiles }: Differences, { paint }: Look): string[] {
  if (profiles.length === 0) return []
  const lines = profiles.map(({ profile, kind, kept }) => {
    const words = kind === 'lost' ? 'claimed no longer' : 'claimed now'
    return `  ${paint(styles[kind], marks[kind])} ${profile} is ${words}: ${count(kept, 'clause')} kept`
  })
  return [paint('bold', 'profiles'), ...lines]
}

function areaLines(area: string, { changes }: Differences, look: Look): string[] {
  const here = changes.filter((change) => change.clause.startsWith(`${area}.`) && blockerOf(change) === null)
  if (here.length === 0) return []
  const inOrder = [...here].sort((x, y) => levels.indexOf(x.level) - levels.indexOf(y.level))
  return [look.paint('bold', area), ...inOrder.flatMap((change) => changeLines(change, look))]
}

/** What could not be judged in one of them waits for few clauses, which are told already: how many wait is enough. */
function waitingLines({ changes }: Differences, { paint }: Look): string[] {
  const waiting = new Map<string, number>()
  for (const change of changes) {
    const blocker = blockerOf(change)
    const words = change.kind === 'unsure' ? 'not judged, blocked by' : 'kept now, blocked before by'
    const line = `  ${paint(styles[change.kind], marks[change.kind])} ${words} ${blocker ?? ''}`
    if (blocker !== null) waiting.set(line, (waiting.get(line) ?? 0) + 1)
  }
  if (waiting.size === 0) return []
  return [
    paint('bold', 'blocked'),
    ...[...waiting].map(([line, number]) => `${line}: ${count(number, 'clause')}`),
  ]
}

function blockerOf({ kind, from, to }: Change): string | null {
  const judgedOnce = kind === 'gained' ? from : to
  return judgedOnce.name === 'unknown' ? (judgedOnce.row?.blockedBy ?? null) : null
}

const indent = 12

function changeLines(change: Change, { paint, width }: Look): string[] {
  const { clause, kind, level } = change
  const text = specification.byId.get(clause)?.text
  const words = text === undefined ? 'The contract here has no such clause.' : withoutMarkup(text)
  const [first = '', ...rest] = paragraph(words, indent, width)
  const head = `  ${paint(styles[kind], marks[kind])} ${level.padEnd(indent - 4)}${first.trimStart()}`
  const below = paragraph(`${clause}: ${standingWords(change)}`, indent, width)
  return [head, ...rest, ...below.map((line) => paint('dim', line))]
}

/** What became of it, in the words of the report. */
function standingWords({ kind, from, to }: Change): string {
  if (kind === 'gained') return 'kept now'
  const { row } = to
  if (to.name === 'deviation') return `a declared deviation: ${row?.deviation?.reason ?? ''}`
  if (to.name === 'unknown') return ['could not be judged', row?.message].filter(Boolean).join(': ')
  const [observed] = (row === undefined ? '' : (actualOf(row) ?? '')).split('\n')
  const since = from.name === 'unclaimed' ? 'claimed now, and not kept' : 'not kept'
  return observed === undefined || observed === '' ? since : `${since}: ${observed}`
}

function sum({ changes, profiles, bothKeep, neitherKeeps }: Differences, { paint }: Look): string[] {
  const number = (kind: Change['kind']): number => changes.filter((change) => change.kind === kind).length
  const both = `${count(bothKeep, 'clause')} kept by both, ${String(neitherKeeps)} by neither`
  if (changes.length + profiles.length === 0) return [`${paint('bold', 'Nothing differs')}: ${both}.`]
  const parts = [
    `${count(number('lost'), 'clause')} lost`,
    `${String(number('gained'))} gained`,
    ...(number('unsure') === 0 ? [] : [`${String(number('unsure'))} not judged`]),
  ]
  return [`${paint('bold', parts.join(', '))}; ${both}.`]
}

const reasons = {
  inapplicable: "asked of one of them alone: JavaScript's own, or another version of CPython",
  foreign: 'known to one of the two suites alone',
  unrun: 'not run for one of them, for its report is partial',
} as const

function apart(differences: Differences, files: readonly string[], reports: readonly Report[]): string[] {
  const partial = files.filter((_file, index) => reports[index]?.partial === true)
  return [
    ...partial.map((file) => `${file} is partial: a filter, or an interruption, left checks out.`),
    ...Object.entries(reasons).flatMap(([why, words]) => {
      const clauses = differences.apart[why as keyof typeof reasons]
      return clauses.length === 0 ? [] : [`Not compared: ${count(clauses.length, 'clause')} ${words}.`]
    }),
  ]
}
