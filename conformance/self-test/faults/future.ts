import type { Fault } from '../fault.ts'
import { futureCallbackFaults } from './future-callbacks.ts'
import { futureCancelFaults } from './future-cancel.ts'
import { futureIdentityFaults } from './future-identity.ts'
import { futureStateFaults } from './future-states.ts'
import { futureGcFaults } from './future-gc.ts'

export const futureFaults: readonly Fault[] = [
  ...futureStateFaults,
  ...futureCancelFaults,
  ...futureCallbackFaults,
  ...futureIdentityFaults,
  ...futureGcFaults,
]
