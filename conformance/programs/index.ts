import type { GeneratedPrograms } from '../harness/index.ts'
import { findInJavaScript } from './find-in-javascript.ts'
import { findInPython } from './find-in-python.ts'

export const generatedPrograms: GeneratedPrograms = {
  find: (search) =>
    search.candidate.adapter.python === undefined ? findInJavaScript(search) : findInPython(search),
}
