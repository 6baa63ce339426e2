import { faultsOf } from '../../fault.ts'
import * as cases from './cases.ts'
import * as connections from './connections.ts'
import * as ending from './ending.ts'
import * as flow from './flow.ts'
import * as readingCases from './reading-cases.ts'
import * as reading from './reading.ts'

/** The faults of the area. */
export const streamsFaults = faultsOf(connections, reading, flow, ending, readingCases, cases)
