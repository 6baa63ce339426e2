import type { Fault } from '../fault.ts'
import { taskRegistryEagerFaults } from './task-registry-eager.ts'
import { currentTaskFaults } from './task-registry-current.ts'
import { listingFaults } from './task-registry-listing.ts'
import { steppingFaults } from './task-registry-stepping.ts'

export const taskRegistryFaults: readonly Fault[] = [
  ...listingFaults,
  ...currentTaskFaults,
  ...steppingFaults,
  ...taskRegistryEagerFaults,
]
