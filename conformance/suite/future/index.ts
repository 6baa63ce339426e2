import type { Check } from '../../harness/index.ts'
import { futureCallbacksChecks } from './callbacks.ts'
import { futureContextChecks } from './context.ts'
import { futureCancelChecks } from './cancel.ts'
import { futureIdentityChecks } from './identity.ts'
import { futureStatesChecks } from './states.ts'
import { futureWaitersChecks } from './waiters.ts'
import { futureGcChecks } from './gc.ts'
import { futureCasesChecks } from './cases.ts'

export const futureChecks: readonly Check[] = [
  ...futureStatesChecks,
  ...futureCancelChecks,
  ...futureCallbacksChecks,
  ...futureContextChecks,
  ...futureWaitersChecks,
  ...futureIdentityChecks,
  ...futureGcChecks,
  ...futureCasesChecks,
]
