import { isSurvivor, type Mutant } from './mutant.ts'
import { keyOf, type Difference, type Group, type Kind, type Sorted } from './known-survivors.ts'

export interface Facts {
  readonly stryker: string
  readonly checks: number
  readonly mutants: readonly Mutant[]
}

const headings: Record<Kind, string> = {
  equivalent: 'Equivalent: they do the same',
  free: 'Free: they differ where every loop may',
  gap: 'Gaps: they are broken, and no check sees it',
}

/** The score of each file, and every survivor with the reason why it lives. */
export function writePage({ stryker, checks, mutants }: Facts, sorted: Sorted): string {
  const kindOf = new Map<Mutant, Kind>()
  for (const [group, members] of sorted.byGroup) for (const mutant of members) kindOf.set(mutant, group.kind)
  const files = [...new Set(mutants.map(({ file }) => file))].sort()
  const row = (name: string, some: readonly Mutant[]): string => {
    const survivors = some.filter(isSurvivor)
    const count = (kind?: Kind): number => survivors.filter((mutant) => kindOf.get(mutant) === kind).length
    const killed = some.filter(isKilled).length
    const equivalent = count('equivalent')
    const cells = [
      name,
      some.length,
      killed,
      equivalent,
      count('free'),
      count('gap'),
      count(),
      percent(killed, some.length),
    ]
    return `| ${[...cells, percent(killed, some.length - equivalent)].join(' | ')} |`
  }
  const killed = mutants.filter(isKilled).length
  const gaps = [...kindOf.values()].filter((kind) => kind === 'gap').length
  const open = gaps + unexplained(sorted)
  return `# The mutants of the reference

Stryker changes the reference in one place at a time: a condition, an operator, a text, a whole block. Each such mutant
is judged by the checks of the suite that reach it, as any other loop is. It is killed when a clause that is a MUST or a
SHOULD fails, crashes or hangs. One that survives shows a gap of the suite, unless it does the same, or every loop is free to. Made by
\`npm run mutants\` with Stryker ${stryker}; ${String(checks)} checks on the two successors. The reasons are in
\`scripts/mutants/known-survivors.json\`. The unit tests of the reference are not used.

**Killed: ${percent(killed, mutants.length)} of ${String(mutants.length)} mutants, and ${percent(killed, killed + open)} of those that no loop may be:
the others do the same, or differ where every loop may. Survivors without a reason: ${String(unexplained(sorted))}.**

| file | mutants | killed | equivalent | free | gaps | no reason | score | without equivalent |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${files
  .map((file) =>
    row(
      `\`${file}\``,
      mutants.filter((mutant) => mutant.file === file),
    ),
  )
  .join('\n')}
${row('all', mutants)}

A change of a message (a sentence, an argument of an error, what a function \`describe…\` or \`log…\` returns) is free without
being listed: the clauses demand that the subject occurs in it, and nothing else. The list says how many mutants of a function and a
mutator survive for a reason, and not which: where it gives two reasons, the mutants are in the order of the file.
${(['equivalent', 'free', 'gap'] as const).map((kind) => section(kind, sorted)).join('')}${withoutReason(sorted.unexplained)}`
}

export function isKilled({ status }: Mutant): boolean {
  return status === 'Killed' || status === 'Timeout'
}

function section(kind: Kind, { byGroup }: Sorted): string {
  const groups = [...byGroup].filter(([group, members]) => group.kind === kind && members.length > 0)
  return groups.length === 0 ? '' : `\n## ${headings[kind]}\n\n${groups.map(groupText).join('\n\n')}\n`
}

function groupText([group, members]: [Group, readonly Mutant[]]): string {
  return `${group.reason}\n\n${codeBlock(members.map(({ title }) => title))}`
}

function withoutReason(differences: readonly Difference[]): string {
  if (differences.length === 0) return ''
  const texts = differences.map((one) => {
    const counts = `${String(one.mutants.length)} survive, ${String(one.listed)} have a reason`
    return `\`${keyOf(one)}\`: ${counts}\n\n${codeBlock(one.mutants.map(({ title }) => title))}`
  })
  return `\n## Without a reason\n\n${texts.join('\n\n')}\n`
}

/** How many more survive than have a reason. */
function unexplained({ unexplained: differences }: Sorted): number {
  return differences.reduce((sum, { mutants, listed }) => sum + mutants.length - listed, 0)
}

function codeBlock(lines: readonly string[]): string {
  return `\`\`\`\`text\n${[...lines].sort().join('\n')}\n\`\`\`\``
}

/** The number and its sign stay on one line. */
function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)}\u00a0%`
}
