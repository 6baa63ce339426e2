import { faultsOf, type Fault } from '../../fault.ts'
import * as policy from './policy.ts'

export const policyFaults: readonly Fault[] = faultsOf(policy)
