import { faultsOf, type Fault } from '../../fault.ts'
import * as cases from './cases.ts'
import * as entering from './entering.ts'
import * as tasks from './tasks.ts'
import * as tokens from './tokens.ts'
import * as variables from './variables.ts'

export const contextFaults: readonly Fault[] = faultsOf(variables, tokens, entering, tasks, cases)
