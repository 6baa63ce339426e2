import type { Check } from '../../harness/index.ts'
import { lifecycleRunChecks } from './run.ts'
import { lifecycleUntilCompleteChecks } from './until-complete.ts'
import { lifecycleStopChecks } from './stop.ts'
import { lifecycleFatalChecks } from './fatal.ts'
import { lifecycleNestingChecks } from './nesting.ts'
import { lifecycleCloseChecks } from './close.ts'
import { lifecycleHostChecks } from './host.ts'
import { lifecycleGcChecks } from './gc.ts'
import { lifecycleLeftoversChecks } from './leftovers.ts'
import { lifecycleCasesChecks } from './cases.ts'

export const lifecycleChecks: readonly Check[] = [
  ...lifecycleRunChecks,
  ...lifecycleUntilCompleteChecks,
  ...lifecycleStopChecks,
  ...lifecycleFatalChecks,
  ...lifecycleNestingChecks,
  ...lifecycleCloseChecks,
  ...lifecycleHostChecks,
  ...lifecycleGcChecks,
  ...lifecycleLeftoversChecks,
  ...lifecycleCasesChecks,
]
