import { faultsOf } from '../../fault.ts'
import * as creating from './creating.ts'
import * as ending from './ending.ts'
import * as queue from './queue.ts'
import * as receiving from './receiving.ts'
import * as sending from './sending.ts'

export const datagramFaults = faultsOf(creating, receiving, sending, queue, ending)
