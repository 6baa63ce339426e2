import type { Outcome, Verdict } from './protocol.ts'

export interface Measured {
  readonly seed: number
  /** How many strange faults there are. */
  readonly all: number
  readonly checks: number
  /** Seconds for which what the default run does not catch was explored; 0 if it was not. */
  readonly explore: number
  readonly outcomes: readonly Outcome[]
  /** Loops that were woven like the others and had no fault. */
  readonly controls: readonly Outcome[]
}

/** The line that other pages quote. */
export function score({ outcomes, explore }: Measured): string {
  const breaches = outcomes.filter(({ witness }) => witness.isBreach)
  const caught = breaches.filter(({ byDefault }) => isCaught(byDefault))
  const right = breaches.filter(({ byDefault }) => byDefault?.isRight === true)
  const explored =
    explore === 0
      ? ''
      : `, with \`--explore ${String(explore)}\` ${percent(breaches.filter(isCaughtAtAll).length, breaches.length)}`
  return `**Caught: the default run catches ${percent(caught.length, breaches.length)} of ${String(breaches.length)} strange faults, ${percent(right.length, breaches.length)} by a clause that fits${explored}.**`
}

/** The page of the site: the tables, and every fault that is not caught. */
export function writePage(measured: Measured): string {
  const { outcomes } = measured
  const breaches = outcomes.filter(({ witness }) => witness.isBreach)
  return `${writeTables(measured)}
## Not caught

${list(breaches.filter((outcome) => !isCaughtAtAll(outcome)))}

## Caught by another clause

${list(breaches.filter((outcome) => isCaughtAtAll(outcome) && !isCaughtRightly(outcome)))}

## No breach

${reasons(outcomes.filter(({ witness }) => !witness.isBreach))}
`
}

/** The part of the page that is committed. */
export function writeTables(measured: Measured): string {
  const { outcomes, controls, seed, all, checks } = measured
  const breaches = outcomes.filter(({ witness }) => witness.isBreach)
  const blamed = controls.filter(({ byDefault }) => isCaught(byDefault)).length
  return `# Strange faults

A program makes these faults, and no author chose them: one method of the contract does something else (*effect*), at some calls only
(*trigger*). A fault is a breach if a *witness* tells the loop from the reference: an exercise that uses no check of the suite, or a
generated program. Made by \`npm run strange\`: ${String(outcomes.length)} of ${String(all)} faults, drawn with the seed ${String(seed)}; ${String(checks)} checks.
${String(breaches.length)} are breaches. A fault is caught *rightly* if a root cause is in an area of the method, or if a clause of that area requires it.
${String(controls.length)} loops that were made in the same way and have no fault were judged too; ${String(blamed)} of them did not conform.

${score(measured)}

## By area

${table('area', breaches, ({ area }) => area)}

## By trigger

${table('trigger', breaches, ({ trigger }) => trigger)}

## By effect

${table('effect', breaches, ({ effect }) => effect)}
`
}

function table(head: string, breaches: readonly Outcome[], groupOf: (outcome: Outcome) => string): string {
  const explored = breaches.some((outcome) => outcome.explored !== null)
  const groups = [...new Set(breaches.map(groupOf))].sort()
  const row = (name: string, some: readonly Outcome[]): string => {
    const caught = some.filter(({ byDefault }) => isCaught(byDefault)).length
    const cells = [
      name,
      some.length,
      caught,
      percent(caught, some.length),
      some.filter(isCaughtRightly).length,
    ]
    if (explored) {
      const later = some.filter(isCaughtAtAll).length
      cells.push(later, percent(later, some.length))
    }
    return `| ${cells.join(' | ')} |`
  }
  return [
    `| ${head} | breaches | default run | | rightly |${explored ? ' explored | |' : ''}`,
    `| --- | ---: | ---: | ---: | ---: |${explored ? ' ---: | ---: |' : ''}`,
    ...groups.map((name) =>
      row(
        name,
        breaches.filter((outcome) => groupOf(outcome) === name),
      ),
    ),
    row('all', breaches),
  ].join('\n')
}

export function isCaught(verdict: Verdict | null): boolean {
  return verdict !== null && verdict.causes.length > 0
}

function isCaughtAtAll({ byDefault, explored }: Outcome): boolean {
  return isCaught(byDefault) || isCaught(explored)
}

function isCaughtRightly({ byDefault, explored }: Outcome): boolean {
  return byDefault?.isRight === true || explored?.isRight === true
}

function list(outcomes: readonly Outcome[]): string {
  if (outcomes.length === 0) return 'None.'
  const lines = outcomes.map(({ title, witness, byDefault, explored }) => {
    const causes = [...(byDefault?.causes ?? []), ...(explored?.causes ?? [])]
    const by = causes.length === 0 ? '' : `\n    caught by ${causes.join(', ')}`
    return `${title}\n    ${witness.why.replaceAll('`', "'").slice(0, 200)}${by}`
  })
  return `\`\`\`\`text\n${lines.sort().join('\n')}\n\`\`\`\``
}

function reasons(outcomes: readonly Outcome[]): string {
  const counts = new Map<string, number>()
  for (const { witness } of outcomes) counts.set(witness.why, (counts.get(witness.why) ?? 0) + 1)
  const rows = [...counts].map(([why, count]) => `| ${why} | ${String(count)} |`)
  return `| reason | faults |\n| --- | ---: |\n${rows.join('\n')}`
}

/** The number and its sign stay on one line. */
function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)}\u00a0%`
}
