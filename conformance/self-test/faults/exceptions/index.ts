import { faultsOf, type Fault } from '../../fault.ts'
import * as cases from './cases.ts'
import * as callbacks from './callbacks.ts'
import * as defaultHandler from './default-handler.ts'
import * as fatal from './fatal.ts'
import * as handler from './handler.ts'

export const exceptionsFaults: readonly Fault[] = faultsOf(callbacks, handler, defaultHandler, fatal, cases)
