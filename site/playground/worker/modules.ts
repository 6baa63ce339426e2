import * as kit from '../../../conformance/index.ts'
import * as reference from '../../../reference/index.ts'
import * as spec from '../../../spec/index.ts'
import { CandidateError } from '../../../conformance/harness/index.ts'
import * as workings from './workings.ts'

/** The modules that a loop can import here, by the names that they have everywhere. */
const modules: Readonly<Record<string, object>> = {
  'loop-conformance': kit,
  'loop-conformance/reference': reference,
  'loop-conformance/spec': spec,
  playground: workings,
}

/** The module of that name. Throws a CandidateError that says which there are. */
export function requireModule(name: string): object {
  const module = Object.hasOwn(modules, name) ? modules[name] : undefined
  if (module !== undefined) return module
  const why = name.startsWith('loop-conformance/reference/node')
    ? 'It needs Node, and this is a browser.'
    : 'Nothing else is loaded here: run the command for a loop of several files, or with packages.'
  throw new CandidateError(
    `The loop imports '${name}', which the playground does not have.\n` +
      `Expected: ${Object.keys(modules)
        .filter((known) => known !== 'playground')
        .join(', ')}\n${why}`,
  )
}
