import type { Check } from '../../harness/index.ts'
import { datagramCreatingChecks } from './creating.ts'
import { datagramEndingChecks } from './ending.ts'
import { datagramOptionsChecks } from './options.ts'
import { datagramQueueChecks } from './queue.ts'
import { datagramReceivingChecks } from './receiving.ts'
import { datagramSendingChecks } from './sending.ts'

/** The checks of the area. */
export const datagramChecks: readonly Check[] = [
  ...datagramCreatingChecks,
  ...datagramOptionsChecks,
  ...datagramReceivingChecks,
  ...datagramSendingChecks,
  ...datagramQueueChecks,
  ...datagramEndingChecks,
]
