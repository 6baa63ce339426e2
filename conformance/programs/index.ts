import type { GeneratedPrograms } from '../harness/index.ts'
import { find } from './find.ts'

export const generatedPrograms: GeneratedPrograms = { find }
