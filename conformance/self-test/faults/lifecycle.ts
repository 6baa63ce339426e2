import type { Fault } from '../fault.ts'
import { lifecycleCloseFaults } from './lifecycle-close.ts'
import { lifecycleHostFaults } from './lifecycle-host.ts'
import { lifecycleRunFaults } from './lifecycle-run.ts'
import { lifecycleStopFaults } from './lifecycle-stop.ts'

export const lifecycleFaults: readonly Fault[] = [
  ...lifecycleRunFaults,
  ...lifecycleStopFaults,
  ...lifecycleCloseFaults,
  ...lifecycleHostFaults,
]
