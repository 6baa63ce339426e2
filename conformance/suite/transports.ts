import type { ClauseTest } from '../harness/index.ts'
import { transportsBytesTests } from './transports-bytes.ts'
import { transportsConnectingTests } from './transports-connecting.ts'
import { transportsEndingTests } from './transports-ending.ts'
import { transportsFlowTests } from './transports-flow.ts'
import { transportsKnowledgeTests } from './transports-knowledge.ts'
import { transportsRealAddressesTests } from './transports-real-addresses.ts'
import { transportsRealEndingTests } from './transports-real-ending.ts'
import { transportsRealFlowTests } from './transports-real-flow.ts'
import { transportsRealTests } from './transports-real.ts'
import { transportsSilenceTests } from './transports-silence.ts'

/** The checks of the area. */
export const transportsTests: readonly ClauseTest[] = [
  ...transportsConnectingTests,
  ...transportsBytesTests,
  ...transportsSilenceTests,
  ...transportsEndingTests,
  ...transportsFlowTests,
  ...transportsKnowledgeTests,
  ...transportsRealTests,
  ...transportsRealAddressesTests,
  ...transportsRealEndingTests,
  ...transportsRealFlowTests,
]
