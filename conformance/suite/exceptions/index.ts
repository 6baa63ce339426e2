import type { Check } from '../../harness/index.ts'
import { exceptionsCallbacksChecks } from './callbacks.ts'
import { exceptionsHandlerChecks } from './handler.ts'
import { exceptionsDefaultHandlerChecks } from './default-handler.ts'
import { exceptionsFatalChecks } from './fatal.ts'
import { exceptionsCasesChecks } from './cases.ts'

export const exceptionsChecks: readonly Check[] = [
  ...exceptionsCallbacksChecks,
  ...exceptionsHandlerChecks,
  ...exceptionsDefaultHandlerChecks,
  ...exceptionsFatalChecks,
  ...exceptionsCasesChecks,
]
