import type { Check } from '../../harness/index.ts'
import { schedulingOrderChecks } from './order.ts'
import { schedulingThreadsafeChecks } from './threadsafe.ts'
import { schedulingContextChecks } from './context.ts'
import { schedulingHostChecks } from './host.ts'
import { schedulingThreadsChecks } from './threads.ts'
import { schedulingRealChecks } from './real.ts'
import { schedulingDebugChecks } from './debug.ts'
import { schedulingCasesChecks } from './cases.ts'

export const schedulingChecks: readonly Check[] = [
  ...schedulingOrderChecks,
  ...schedulingThreadsafeChecks,
  ...schedulingContextChecks,
  ...schedulingHostChecks,
  ...schedulingThreadsChecks,
  ...schedulingRealChecks,
  ...schedulingDebugChecks,
  ...schedulingCasesChecks,
]
