import { faultsOf, type Fault } from '../../fault.ts'
import * as cases from './cases.ts'
import * as callbacks from './callbacks.ts'
import * as cancel from './cancel.ts'
import * as context from './context.ts'
import * as gc from './gc.ts'
import * as identity from './identity.ts'
import * as states from './states.ts'
import * as waiters from './waiters.ts'

export const futureFaults: readonly Fault[] = faultsOf(
  states,
  cancel,
  callbacks,
  context,
  waiters,
  identity,
  gc,
  cases,
)
