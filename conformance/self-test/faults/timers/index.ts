import { faultsOf, type Fault } from '../../fault.ts'
import * as clock from './clock.ts'
import * as deadlines from './deadlines.ts'
import * as far from './far.ts'
import * as longClock from './long-clock.ts'
import * as order from './order.ts'
import * as real from './real.ts'

export const timersFaults: readonly Fault[] = faultsOf(deadlines, order, clock, far, longClock, real)
