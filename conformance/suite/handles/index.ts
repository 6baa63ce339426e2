import type { Check } from '../../harness/index.ts'
import { handlesCancelChecks } from './cancel.ts'
import { handlesWhenChecks } from './when.ts'
import { handlesGcChecks } from './gc.ts'
import { handlesCasesChecks } from './cases.ts'

export const handlesChecks: readonly Check[] = [
  ...handlesCancelChecks,
  ...handlesWhenChecks,
  ...handlesGcChecks,
  ...handlesCasesChecks,
]
