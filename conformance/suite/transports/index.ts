import type { Check } from '../../harness/index.ts'
import { transportsBufferedChecks } from './buffered.ts'
import { transportsBytesChecks } from './bytes.ts'
import { transportsCasesChecks } from './cases.ts'
import { transportsConnectingChecks } from './connecting.ts'
import { transportsEndingChecks } from './ending.ts'
import { transportsFlowChecks } from './flow.ts'
import { transportsInCallbacksChecks } from './in-callbacks.ts'
import { transportsKnowledgeChecks } from './knowledge.ts'
import { transportsNamesChecks } from './names.ts'
import { transportsRealAddressesChecks } from './real-addresses.ts'
import { transportsRealEndingChecks } from './real-ending.ts'
import { transportsRealFlowChecks } from './real-flow.ts'
import { transportsRealPeersChecks } from './real-peers.ts'
import { transportsRealChecks } from './real.ts'
import { transportsSilenceChecks } from './silence.ts'

/** The checks of the area. */
export const transportsChecks: readonly Check[] = [
  ...transportsConnectingChecks,
  ...transportsBytesChecks,
  ...transportsBufferedChecks,
  ...transportsSilenceChecks,
  ...transportsEndingChecks,
  ...transportsInCallbacksChecks,
  ...transportsFlowChecks,
  ...transportsKnowledgeChecks,
  ...transportsNamesChecks,
  ...transportsRealChecks,
  ...transportsRealAddressesChecks,
  ...transportsRealEndingChecks,
  ...transportsRealFlowChecks,
  ...transportsRealPeersChecks,
  ...transportsCasesChecks,
]
