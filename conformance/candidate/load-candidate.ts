import type { BridgedAdapter } from '../../spec/index.ts'
import type { BridgeHooks } from '../bridge/channel.ts'
import { adaptModule, type ModuleNamespace } from './adapt-module.ts'
import { checkAdapter } from './check-adapter.ts'
import type { CandidateSource } from './candidate-source.ts'
import { attempt } from './set-up-candidate.ts'

export { setUpCandidate } from './set-up-candidate.ts'

/** Imports the candidate here, or in an interpreter that this starts. Throws a {@link CandidateError} for all that is the candidate's own fault. */
export async function loadCandidate(source: CandidateSource, hooks?: BridgeHooks): Promise<BridgedAdapter> {
  if (typeof source.from !== 'string') {
    const { connectPython } = await import('../bridge/index.ts')
    const adapter = await connectPython(source.from, hooks)
    checkAdapter(adapter, source.entry)
    return adapter
  }
  const importing = import(source.from) as Promise<ModuleNamespace>
  const module = await attempt(`${source.entry} threw while it was loaded`, importing)
  const adapting = Promise.resolve().then(() => adaptModule(module, source.entry))
  const adapter = await attempt(`${source.entry} threw while its exports were read`, adapting)
  return withClaims(adapter, source)
}

function withClaims(adapter: BridgedAdapter, { claims = [], entry }: CandidateSource): BridgedAdapter {
  if (claims.length === 0) return adapter
  // An adapter may be an instance of a class: what it inherits stays visible.
  const claiming = Object.create(adapter, {
    profiles: { value: [...new Set([...(adapter.profiles ?? []), ...claims])] },
  }) as BridgedAdapter
  checkAdapter(claiming, entry)
  return claiming
}
