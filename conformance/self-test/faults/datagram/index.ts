import { faultsOf } from '../../fault.ts'
import * as creating from './creating.ts'
import * as ending from './ending.ts'
import * as options from './options.ts'
import * as queue from './queue.ts'
import * as receiving from './receiving.ts'
import * as sending from './sending.ts'

export const datagramFaults = faultsOf(creating, options, receiving, sending, queue, ending)
