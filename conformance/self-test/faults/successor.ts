import type { Fault } from '../fault.ts'
import { successorConnectingFaults } from './successor-connecting.ts'
import { successorHookFaults } from './successor-hooks.ts'
import { successorRacingFaults } from './successor-racing.ts'

export const successorFaults: readonly Fault[] = [
  ...successorHookFaults,
  ...successorConnectingFaults,
  ...successorRacingFaults,
]
