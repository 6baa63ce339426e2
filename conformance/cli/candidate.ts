import { hashPython } from '../bridge/hash-python.ts'
import { interpretersWith } from '../bridge/interpreters.ts'
import { buildCandidate, nearFiles, type CandidateSource } from '../candidate/index.ts'
import { CandidateError } from '../harness/index.ts'
import { commandLine, typed } from './called-as.ts'

/**
 * The hash of a candidate's present source. The candidate is read and does not run: a report may name any module. Throws
 * CandidateError if there is no such candidate.
 */
export async function candidateHash(entry: string, interpreter?: string): Promise<string> {
  const candidate = await buildCandidate(entry, process.cwd(), { interpreter })
  candidate.dispose()
  const { source } = candidate
  if (typeof source.from === 'string') return source.hash
  try {
    return hashPython(source.from, process.cwd())
  } catch (error) {
    throw await explainInterpreter(error, source)
  }
}

/** Adds to an error that another interpreter might not give: which interpreters of this machine have the module. */
export async function explainInterpreter(error: unknown, { from, entry }: CandidateSource): Promise<unknown> {
  if (!(error instanceof CandidateError) || typeof from === 'string' || from.way !== 'python') return error
  if (error.code === null || error.code === 'machine') return error
  const isFile = /\.py$|[\\/]/.test(from.module)
  const found = await interpretersWith(isFile ? 'asyncio' : from.module)
  const having = isFile ? '' : ` with ${from.module}`
  const [first] = found
  const advice =
    first === undefined
      ? `No interpreter${having} was found on this machine.`
      : `On this machine${having}: ${found.map(({ command, version }) => `${command} (${version})`).join(', ')}\n` +
        `Try:      ${commandLine([typed(entry), '--python', first.command])}`
  const near = error.code === 'no-module' ? nearFiles(from.way, from.module, process.cwd()) : ''
  return new CandidateError(`${error.message.trimEnd()}\n${advice}${near}`, { code: error.code })
}
