import { faultsOf, type Fault } from '../../fault.ts'
import * as cases from './cases.ts'
import * as connecting from './connecting.ts'
import * as constructors from './constructors.ts'
import * as happyEyeballs from './happy-eyeballs.ts'
import * as overrides from './overrides.ts'
import * as turns from './turns.ts'
import * as waking from './waking.ts'

export const successorFaults: readonly Fault[] = faultsOf(
  turns,
  waking,
  constructors,
  connecting,
  happyEyeballs,
  cases,
  overrides,
)
