import { adaptModule, type ModuleNamespace } from '../../../conformance/candidate/adapt-module.ts'
import { attempt } from '../../../conformance/candidate/set-up-candidate.ts'
import type { LoopAdapter } from '../../../spec/index.ts'
import type { Candidate } from '../protocol.ts'
import { requireModule } from './modules.ts'

type Body = (require: (name: string) => object, module: { exports: object }, exports: object) => void

/** Runs the module and finds its adapter. Throws CandidateError for all that is the candidate's own fault. */
export async function evaluate({ file, code }: Candidate): Promise<LoopAdapter> {
  const exports = await attempt(
    `${file} threw while it was loaded`,
    Promise.resolve().then(() => run(file, code)),
  )
  const adapting = Promise.resolve().then(() => adaptModule(exports, file))
  return attempt(`${file} threw while its exports were looked at`, adapting)
}

/** In front of the first line stands nothing that breaks it: lines are those of the editor. */
function run(file: string, code: string): ModuleNamespace {
  const evaluateGlobally = eval
  const body = evaluateGlobally(
    `(function (require, module, exports) { ${code}\n})\n//# sourceURL=/${file}`,
  ) as Body
  const module = { exports: {} }
  body(requireModule, module, module.exports)
  return module.exports
}
