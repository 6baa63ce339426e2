import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { Problem } from '../problem.ts'
import { committedResults } from '../results/committed-results.ts'
import { resultsTable } from '../results/results-table.ts'
import { describeSize, installedSize } from '../package/installed-size.ts'
import { contractTables } from './contract-tables.ts'
import { steadyExcerpt } from './excerpt.ts'
import { forgetRuns, runCommand } from './run-command.ts'
import { fillSlots, fillTables } from './slots.ts'

/** A committed file that is generated, as a whole or in part. */
export interface Renewal {
  readonly file: string
  /** Returns the text that the file is to have, made from the text that it has. */
  readonly renew: (current: string) => string
}

const guides = readdirSync('docs').filter((name) => name.endsWith('.md'))

/** Every file that `npm run renew` writes. */
export const renewals: readonly Renewal[] = [
  { file: 'README.md', renew: (current) => withSize(shown('README.md', current)) },
  ...guides.map((name) => {
    const file = `docs/${name}`
    // Only the page of the contract's history has tables.
    return { file, renew: (current: string) => fillTables(shown(file, current), contractTables) }
  }),
  {
    file: 'loops/README.md',
    renew: (current) => fillTables(current, { results: () => resultsTable(committedResults()) }),
  },
]

const mostRuns = 6

/**
 * The page with its listings and reports. A busy machine may change a report, so a page that would change is made again
 * until two of its versions agree, or one agrees with the page as it is. Throws if that does not happen.
 */
function shown(page: string, current: string): string {
  let last = showOnce(page, current)
  for (let runs = 1; last !== current && runs < mostRuns; runs++) {
    forgetRuns()
    const next = showOnce(page, current)
    if (next === last || next === current) return next
    last = next
  }
  if (last === current) return last
  throw new Problem(
    `${page}: its reports came out different in each of ${String(mostRuns)} runs. Try again on a quiet machine.`,
  )
}

/** The listings are the files; the reports are what the command prints, without numbers that a new clause changes. */
function showOnce(page: string, current: string): string {
  return fillSlots(current, {
    listing: (target) => readFileSync(path.join(path.dirname(page), target), 'utf8').trimEnd(),
    report: (args, parts) => steadyExcerpt(runCommand(args, { color: false }), parts),
  })
}

function withSize(readme: string): string {
  return readme.replace(/takes \d+ packages and [\d.]+ MB/, () => `takes ${describeSize(installedSize())}`)
}
