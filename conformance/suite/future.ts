import type { ClauseTest } from '../harness/index.ts'
import { futureCallbackTests } from './future-callbacks.ts'
import { futureContextTests } from './future-context.ts'
import { futureCancelTests } from './future-cancel.ts'
import { futureIdentityTests } from './future-identity.ts'
import { futureStateTests } from './future-states.ts'
import { futureWaiterTests } from './future-waiters.ts'
import { futureGcTests } from './future-gc.ts'

export const futureTests: readonly ClauseTest[] = [
  ...futureStateTests,
  ...futureCancelTests,
  ...futureCallbackTests,
  ...futureContextTests,
  ...futureWaiterTests,
  ...futureIdentityTests,
  ...futureGcTests,
]
