import os from 'node:os'
import type { Profile } from '../../spec/index.ts'
import { loadCandidate, setUpCandidate, type CandidateSource } from '../candidate/index.ts'
import { InProcessRunner, isFiltered, type Runner } from '../harness/index.ts'
import { EscapedErrors } from '../supervisor/escaped-errors.ts'
import { Supervisor, whySupervisionFails } from '../supervisor/index.ts'
import { runtimeOf } from '../runtime.ts'
import { UsageError } from './errors.ts'
import { captureNodeHost } from '../supervisor/node-host.ts'

/** More than four processes take more time to start than they save. */
const mostJobs = 4
const loadTimeoutMs = 10_000
/** Pyodide compiles an interpreter first, which takes one to two seconds on an idle machine. */
const pyodideLoadTimeoutMs = 30_000

export interface SupervisorRequest {
  readonly entry: string
  readonly jobs?: number | undefined
  readonly grep?: string | undefined
  readonly profiles?: readonly Profile[] | undefined
}

/** Starts the processes that run the checks. */
export function startSupervisor({ entry, jobs, grep, profiles }: SupervisorRequest): Supervisor {
  const why = whySupervisionFails(runtimeOf(globalThis))
  if (why !== null) throw new UsageError(why)
  return new Supervisor({
    jobs: jobs ?? Math.max(1, Math.min(mostJobs, os.availableParallelism())),
    startOne: isFiltered({ grep, profiles }),
    loadTimeoutMs: entry.startsWith('pyodide:') ? pyodideLoadTimeoutMs : loadTimeoutMs,
    // The suite provokes errors, and loops log them. With --grep the author wants to see what a few checks print.
    candidateOutput: grep === undefined ? 'ignore' : 'stderr',
  })
}

/** Runs the checks in this process, so that breakpoints work. */
export function inProcessRunner(source: CandidateSource): Runner {
  process.setSourceMapsEnabled(true)
  // What nobody catches from now on comes from the candidate.
  for (const event of ['uncaughtException', 'unhandledRejection']) process.removeAllListeners(event)
  const escaped = new EscapedErrors(() => undefined)
  return new InProcessRunner({
    watch: (key, run) => escaped.watch(key, run),
    adapter: () => loadCandidate(source),
    host: captureNodeHost(),
    setUp: setUpCandidate,
  })
}
