import { faultsOf, type Fault } from '../../fault.ts'
import * as cases from './cases.ts'
import * as awaits from './await.ts'
import * as awaitIterator from './await-iterator.ts'
import * as identity from './identity.ts'

export const coroutineFaults: readonly Fault[] = faultsOf(identity, awaitIterator, awaits, cases)
