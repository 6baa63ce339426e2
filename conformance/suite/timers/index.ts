import type { Check } from '../../harness/index.ts'
import { timersDeadlinesChecks } from './deadlines.ts'
import { timersOrderChecks } from './order.ts'
import { timersClockChecks } from './clock.ts'
import { timersFarChecks } from './far.ts'
import { timersLongClockChecks } from './long-clock.ts'
import { timersRealChecks } from './real.ts'

export const timersChecks: readonly Check[] = [
  ...timersDeadlinesChecks,
  ...timersOrderChecks,
  ...timersClockChecks,
  ...timersFarChecks,
  ...timersLongClockChecks,
  ...timersRealChecks,
]
