import { faultsOf, type Fault } from '../../fault.ts'
import * as generated from './generated.ts'

export const programsFaults: readonly Fault[] = faultsOf(generated)
