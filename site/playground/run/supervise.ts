import { judge, type AdapterFacts, type SettledCheck } from '../../../conformance/harness/index.ts'
import { suiteVersion } from '../../../conformance/version.ts'
import type { Report } from '../../../spec/index.ts'
import type { LoopSource } from '../protocol.ts'
import { browserName } from './browser-name.ts'
import { WorkerRunner, type StartWorker } from './worker-runner.ts'

export interface RunListener {
  /** The candidate is loaded, and this number of checks is going to run. */
  onBegin(facts: AdapterFacts, checks: number): void
  onSettled(settled: SettledCheck): void
}

export interface SuperviseOptions {
  readonly startWorker: StartWorker
  readonly listener: RunListener
  /** Ends the run with what is settled. */
  readonly signal: AbortSignal
}

interface PageGlobals {
  readonly navigator: { readonly userAgent: string; readonly hardwareConcurrency: number }
}

/**
 * Judges a loop in web workers, as the command does in processes: a check that spins costs only itself, because its worker is ended
 * and another one goes on with the next check. Throws CandidateError if the loop cannot be loaded.
 */
export async function supervise(
  source: LoopSource,
  { startWorker, listener, signal }: SuperviseOptions,
): Promise<Report> {
  const page = globalThis as unknown as PageGlobals
  const runner = new WorkerRunner(startWorker, source)
  try {
    return await judge([runner], {
      suite: await runner.boot(),
      signal,
      onBegin: (facts, checks) => listener.onBegin(facts, checks.length),
      onSettled: (settled) => listener.onSettled(settled),
      entry: `./${source.file}`,
      candidateHash: await hashOf(source.code),
      kit: { name: 'loop-conformance', version: suiteVersion },
      environment: {
        runtime: browserName(page.navigator.userAgent),
        platform: 'web worker',
        cpus: page.navigator.hardwareConcurrency,
      },
    })
  } finally {
    await runner.close()
  }
}

/** The first 16 digits of the SHA-256. Empty if the page is not served safely enough for the browser to compute it. */
async function hashOf(text: string): Promise<string> {
  const { subtle } = crypto as Partial<typeof crypto>
  if (subtle === undefined) return ''
  const digest = await subtle.digest('SHA-256', new TextEncoder().encode(text))
  return [...new Uint8Array(digest)]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .slice(0, 16)
}
