import { buildCandidate } from '../candidate/index.ts'
import { Supervisor } from '../supervisor/index.ts'
import { explainInterpreter } from './explain-interpreter.ts'

const loadTimeoutMs = 30_000

/**
 * The hash of a candidate's source as it is now. A candidate in JavaScript or TypeScript is read and not run; of one in
 * Python only its interpreter knows the source. Throws CandidateError when there is no such candidate.
 */
export async function candidateHash(entry: string, interpreter?: string): Promise<string> {
  const candidate = await buildCandidate(entry, process.cwd(), interpreter)
  candidate.dispose()
  const { source } = candidate
  if (source.hash !== '') return source.hash
  const supervisor = new Supervisor({ jobs: 1, loadTimeoutMs, candidateOutput: 'ignore' })
  try {
    const [runner] = supervisor.runnersFor(source)
    const facts = await runner?.load(() => undefined)
    return facts?.python?.hash ?? ''
  } catch (error) {
    throw await explainInterpreter(error, source)
  } finally {
    await supervisor.close()
  }
}
