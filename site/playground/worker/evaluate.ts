import { adaptModule, type ModuleNamespace } from '../../../conformance/candidate/adapt-module.ts'
import { attempt } from '../../../conformance/candidate/set-up-candidate.ts'
import type { LoopAdapter } from '../../../spec/index.ts'
import type { LoopSource } from '../protocol.ts'
import { requireModule } from './modules.ts'

type Body = (require: (name: string) => object, module: { exports: object }, exports: object) => void

/** Runs the module and finds its adapter. Throws CandidateError for every fault of the candidate. */
export async function evaluate({ file, code }: LoopSource): Promise<LoopAdapter> {
  const exports = await attempt(
    `${file} threw while it was loaded`,
    Promise.resolve().then(() => run(file, code)),
  )
  const adapting = Promise.resolve().then(() => adaptModule(exports, file))
  return attempt(`${file} threw while its exports were read`, adapting)
}

/** What is put before the code has no line break, so lines are those of the editor. */
function run(file: string, code: string): ModuleNamespace {
  const evaluateGlobally = eval
  const body = evaluateGlobally(
    `(function (require, module, exports) { ${code}\n})\n//# sourceURL=/${file}`,
  ) as Body
  const module = { exports: {} }
  body(requireModule, module, module.exports)
  return module.exports
}
