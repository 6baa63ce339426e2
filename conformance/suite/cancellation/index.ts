import type { Check } from '../../harness/index.ts'
import { cancellationReachChecks } from './reach.ts'
import { cancellationWhenChecks } from './when.ts'
import { cancellationCountChecks } from './count.ts'
import { cancellationMessageChecks } from './message.ts'
import { cancellationCasesChecks } from './cases.ts'

export const cancellationChecks: readonly Check[] = [
  ...cancellationReachChecks,
  ...cancellationWhenChecks,
  ...cancellationCountChecks,
  ...cancellationMessageChecks,
  ...cancellationCasesChecks,
]
