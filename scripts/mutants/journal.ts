import { appendFileSync } from 'node:fs'
import type { MutantResult } from '@stryker-mutator/api/core'
import type { Reporter } from '@stryker-mutator/api/report'

export const journalFile = 'dist/mutants-journal.jsonl'

/** What is known when a run is cut off: one mutant a line. */
export class Journal implements Reporter {
  onMutantTested(result: Readonly<MutantResult>): void {
    appendFileSync(journalFile, `${JSON.stringify(result)}\n`)
  }
}
