import { cancellationLiberties } from './cancellation.ts'
import { clockLiberties } from './clocks.ts'
import { identityLiberties } from './identity.ts'
import type { LegalLoop } from './legal-loop.ts'
import { reportLiberties } from './reports.ts'
import { schedulingLiberties } from './scheduling.ts'
import { timerLiberties } from './timers.ts'
import { transportLiberties } from './transports.ts'

/** Odd loops that conform. A check that fails one of them demands too much. */
export const legalLoops: readonly LegalLoop[] = [
  ...schedulingLiberties,
  ...identityLiberties,
  ...timerLiberties,
  ...clockLiberties,
  ...reportLiberties,
  ...cancellationLiberties,
  ...transportLiberties,
]
