import { stripVTControlCharacters } from 'node:util'
import { areas, clauseIn, dialectOf, specification, type Dialect, type Report } from '../../../spec/index.ts'
import { compareReports, losesMust, type Change, type Differences } from '../../report/compare.ts'
import { actualOf } from '../../report/failures.ts'
import { plainReport } from '../../report/plain-text.ts'
import { paragraph, wrap } from '../../reporters/layout.ts'
import { count } from '../../report/words.ts'
import type { Paint } from '../../reporters/paint.ts'
import { withoutMarkup } from '../../reporters/pretty-failure.ts'
import { exitCode } from '../errors.ts'
import { describeReport, readReport } from '../reports.ts'
import { standardPage, write } from '../terminal.ts'

interface Look {
  readonly paint: Paint
  readonly width: number
  /** The words of the clauses. */
  readonly dialect: Dialect
}

const levels = ['MUST', 'SHOULD', 'MAY']
const marks = { lost: '−', gained: '+', unsure: '?' } as const
const styles = { lost: 'red', gained: 'green', unsure: 'yellow' } as const

/** Prints the behavioural differences between the loops of two reports. Exit code 1: the second loop loses a MUST. */
export async function diffCommand(first: string, second: string): Promise<number> {
  const [a, b] = [plainReport(readReport(first)), plainReport(readReport(second))]
  const differences = compareReports(a, b)
  const isOfPython = [a, b].every((report) => dialectOf(report) === 'python')
  const look: Look = { ...standardPage(), dialect: isOfPython ? 'python' : 'javascript' }
  const blocks = [
    [
      ...hanging('from', describeReport(a), 6, look.width),
      ...hanging('to', describeReport(b), 6, look.width),
      ...contracts(a, b, look.width),
    ],
    profileLines(differences, look),
    ...areas.map((area) => areaLines(area, differences, look)),
    consequenceLines(differences, look),
    [...sum(differences, look), ...apart(differences, [first, second], [a, b], look.width)],
  ]
  const text = blocks.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'))
  await write(process.stdout, `${text.join('\n\n')}\n`)
  return losesMust(differences) ? exitCode.doesNotConform : exitCode.conforms
}

/** Reports about different contracts are compared by the clauses that both have. */
function contracts({ suite: a }: Report, { suite: b }: Report, width: number): string[] {
  if (a.hash === b.hash) return []
  const versions =
    a.spec === b.spec
      ? `Both reports are about contract ${a.spec}, whose clauses have changed between them.`
      : `The reports are about different contracts, ${a.spec} and ${b.spec}.`
  const compared = `Only the clauses that both have are compared. Their text is that of contract ${specification.version}.`
  return ['', ...wrap(`${versions} ${compared}`, width)]
}

function profileLines({ profiles }: Differences, look: Look): string[] {
  if (profiles.length === 0) return []
  const lines = profiles.flatMap(({ profile, kind, kept }) => {
    const words = kind === 'lost' ? 'no longer claimed' : 'claimed now'
    return item(kind, `${profile} is ${words}: ${count(kept, 'clause')} kept`, look)
  })
  return [look.paint('bold', 'profiles'), ...lines]
}

/** A line with the mark of the change. */
function item(kind: Change['kind'], text: string, { paint, width }: Look): string[] {
  return hanging(`  ${paint(styles[kind], marks[kind])}`, text, 4, width)
}

/** A text that begins after a head, with its further lines indented. */
function hanging(head: string, text: string, indent: number, width: number): string[] {
  const [first = '', ...rest] = paragraph(text, indent, width)
  const gap = ' '.repeat(Math.max(1, indent - stripVTControlCharacters(head).length))
  return [`${head}${gap}${first.trimStart()}`, ...rest]
}

function areaLines(area: string, { changes }: Differences, look: Look): string[] {
  const here = changes.filter((change) => change.clause.startsWith(`${area}.`) && rootOf(change) === null)
  if (here.length === 0) return []
  const inOrder = [...here].sort((x, y) => levels.indexOf(x.level) - levels.indexOf(y.level))
  return [look.paint('bold', area), ...inOrder.flatMap((change) => changeLines(change, look))]
}

/** For each root cause: how many other clauses changed with it. They are not listed. */
function consequenceLines({ changes }: Differences, look: Look): string[] {
  const kinds = [
    ['lost', 'not kept, as a consequence of'],
    ['unsure', 'not judged, because of'],
    ['gained', 'kept now, and not before because of'],
  ] as const
  const lines = kinds.flatMap(([kind, words]) => {
    const clauses = new Map<string, number>()
    for (const change of changes.filter((one) => one.kind === kind)) {
      const root = rootOf(change)
      if (root !== null) clauses.set(root, (clauses.get(root) ?? 0) + 1)
    }
    return [...clauses].flatMap(([id, number]) =>
      item(kind, `${words} ${id}: ${count(number, 'clause')}`, look),
    )
  })
  return lines.length === 0 ? [] : [look.paint('bold', 'consequences'), ...lines]
}

function rootOf({ kind, from, to }: Change): string | null {
  const { row } = kind === 'gained' ? from : to
  return row?.consequenceOf ?? row?.blockedBy ?? null
}

const indent = 12

function changeLines(change: Change, { paint, width, dialect }: Look): string[] {
  const { clause, kind, level } = change
  const known = specification.byId.get(clause)
  const words =
    known === undefined
      ? 'The contract here has no such clause.'
      : withoutMarkup(clauseIn(dialect, known).text)
  const [first = '', ...rest] = paragraph(words, indent, width)
  const head = `  ${paint(styles[kind], marks[kind])} ${level.padEnd(indent - 4)}${first.trimStart()}`
  const below = paragraph(`${clause}: ${standingWords(change)}`, indent, width)
  return [head, ...rest, ...below.map((line) => paint('dim', line))]
}

/** The change, with what the report of the second loop observed. */
function standingWords({ kind, from, to }: Change): string {
  if (kind === 'gained') return 'kept now'
  const { row } = to
  if (to.name === 'deviation') return `a declared deviation: ${row?.deviation?.reason ?? ''}`
  if (to.name === 'unknown') return ['could not be judged', row?.message].filter(Boolean).join(': ')
  const [observed] = (row === undefined ? '' : (actualOf(row) ?? '')).split('\n')
  const since = from.name === 'unclaimed' ? 'claimed now, but not kept' : 'not kept'
  return observed === undefined || observed === '' ? since : `${since}: ${observed}`
}

function sum({ changes, profiles, bothKeep, neitherKeeps }: Differences, { width }: Look): string[] {
  const number = (kind: Change['kind']): number => changes.filter((change) => change.kind === kind).length
  const both = `${count(bothKeep, 'clause')} kept by both, ${String(neitherKeeps)} by neither`
  if (changes.length + profiles.length === 0) return wrap(`No differences: ${both}.`, width)
  const parts = [
    `${count(number('lost'), 'clause')} lost`,
    `${String(number('gained'))} gained`,
    ...(number('unsure') === 0 ? [] : [`${String(number('unsure'))} not judged`]),
  ]
  return wrap(`${parts.join(', ')}; ${both}.`, width)
}

const reasons = {
  inapplicable:
    'that apply to only one of the loops (JavaScript or Python, or different versions of CPython)',
  foreign: 'that only one of the two suites has',
  unrun: 'that one of the reports does not contain, because it is partial',
} as const

function apart(
  differences: Differences,
  files: readonly string[],
  reports: readonly Report[],
  width: number,
): string[] {
  const partial = files.filter((_file, index) => reports[index]?.partial === true)
  const sentences = [
    ...partial.map((file) => `${file} is partial, because of a filter or an interruption.`),
    ...Object.entries(reasons).flatMap(([why, words]) => {
      const clauses = differences.apart[why as keyof typeof reasons]
      return clauses.length === 0 ? [] : [`Not compared: ${count(clauses.length, 'clause')} ${words}.`]
    }),
  ]
  return sentences.flatMap((sentence) => wrap(sentence, width))
}
