import type { Check } from '../../harness/index.ts'
import { runnerRunChecks } from './run.ts'
import { runnerObjectChecks } from './object.ts'
import { runnerCasesChecks } from './cases.ts'

export const runnerChecks: readonly Check[] = [
  ...runnerRunChecks,
  ...runnerObjectChecks,
  ...runnerCasesChecks,
]
