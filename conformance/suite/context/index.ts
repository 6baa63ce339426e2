import type { Check } from '../../harness/index.ts'
import { contextVariablesChecks } from './variables.ts'
import { contextTokensChecks } from './tokens.ts'
import { contextEnteringChecks } from './entering.ts'
import { contextTasksChecks } from './tasks.ts'
import { contextCasesChecks } from './cases.ts'

export const contextChecks: readonly Check[] = [
  ...contextVariablesChecks,
  ...contextTokensChecks,
  ...contextEnteringChecks,
  ...contextTasksChecks,
  ...contextCasesChecks,
]
