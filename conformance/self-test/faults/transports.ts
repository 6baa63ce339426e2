import type { Fault } from '../fault.ts'
import { transportsBytesFaults } from './transports-bytes.ts'
import { transportsConnectingFaults } from './transports-connecting.ts'
import { transportsEndingFaults } from './transports-ending.ts'
import { transportsFlowFaults } from './transports-flow.ts'
import { transportsRealFaults } from './transports-real.ts'
import { transportsSilenceFaults } from './transports-silence.ts'

export const transportsFaults: readonly Fault[] = [
  ...transportsConnectingFaults,
  ...transportsBytesFaults,
  ...transportsEndingFaults,
  ...transportsFlowFaults,
  ...transportsSilenceFaults,
  ...transportsRealFaults,
]
