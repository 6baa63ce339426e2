import { interpretersWith } from '../bridge/interpreters.ts'
import { buildCandidate, nearFiles, type CandidateSource } from '../candidate/index.ts'
import { CandidateError } from '../harness/index.ts'
import { Supervisor } from '../supervisor/index.ts'

const loadTimeoutMs = 30_000

/**
 * The hash of a candidate's present source. A candidate in JavaScript or TypeScript is read and does not run. For one in Python
 * the interpreter finds the source. Throws CandidateError if there is no such candidate.
 */
export async function candidateHash(entry: string, interpreter?: string): Promise<string> {
  const candidate = await buildCandidate(entry, process.cwd(), interpreter)
  candidate.dispose()
  const { source } = candidate
  if (source.hash !== '') return source.hash
  const supervisor = new Supervisor({ jobs: 1, loadTimeoutMs, candidateOutput: 'ignore' })
  try {
    const [runner] = supervisor.runnersFor(source)
    const facts = await runner?.load(() => undefined, { seed: 1, more: 0 })
    return facts?.python?.hash ?? ''
  } catch (error) {
    throw await explainInterpreter(error, source)
  } finally {
    await supervisor.close()
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
        `Try:      npx loop-conformance ${entry} --python ${first.command}`
  const near = error.code === 'no-module' ? nearFiles(from.way, from.module, process.cwd()) : ''
  return new CandidateError(`${error.message.trimEnd()}\n${advice}${near}`, { code: error.code })
}
