import type { Check } from '../../harness/index.ts'
import { generatedChecks } from './generated.ts'

export const programsChecks: readonly Check[] = generatedChecks
