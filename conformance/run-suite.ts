import type { CheckResult, LoopAdapter, Report } from '../spec/index.ts'
import { checkAdapter } from './candidate/check-adapter.ts'
import { setUpCandidate } from './candidate/set-up-candidate.ts'
import { captureHost, runInProcess, statusOf, type Filter } from './harness/index.ts'
import { withPrograms } from './programs/with-programs.ts'
import { withIntegrity } from './report/integrity.ts'
import { suite } from './suite/index.ts'
import { runtimeOf } from './runtime.ts'
import { suiteVersion } from './version.ts'

export interface SuiteOptions extends Filter {
  /** Decides the order of the checks; 1 by default. */
  readonly seed?: number
  /** Milliseconds until a check that does not end is given up; 1000 by default, 0 for never. */
  readonly timeoutMs?: number
  /** Called with each check that is settled, in the order in which they are. */
  readonly onSettled?: (check: Pick<CheckResult, 'clause' | 'situation' | 'status'>) => void
}

/**
 * Runs the suite in this thread, one check after another. A candidate that spins for ever takes the caller with it. The command
 * line runs candidates in processes of their own. Throws {@link CandidateError} if the adapter makes no loop.
 */
export async function runSuite(adapter: LoopAdapter, options: SuiteOptions = {}): Promise<Report> {
  const { grep, profiles, onSettled, ...rest } = options
  checkAdapter(adapter, 'runSuite()')
  const report = await runInProcess(adapter, {
    ...rest,
    suite,
    filter: { ...(grep === undefined ? {} : { grep }), ...(profiles === undefined ? {} : { profiles }) },
    kit: { name: 'loop-conformance', version: suiteVersion },
    environment: environment(),
    host: withPrograms(captureHost()),
    setUp: setUpCandidate,
    ...(onSettled === undefined
      ? {}
      : {
          onSettled: (settled) => {
            const { clause, situation } = settled.check
            onSettled({ clause, situation, status: statusOf(settled) })
          },
        }),
  })
  return withIntegrity(report)
}

interface HostGlobals {
  process?: { platform?: string; arch?: string }
  navigator?: { platform?: string; hardwareConcurrency?: number }
}

/** The runtime that this runs in. Node describes itself in `process`, browsers in `navigator`, others in one of the two. */
function environment(): Report['environment'] {
  const { process, navigator } = globalThis as unknown as HostGlobals
  const platform = [process?.platform ?? navigator?.platform ?? 'unknown', process?.arch ?? '']
    .join(' ')
    .trim()
  return { runtime: runtimeOf(globalThis).words, platform, cpus: navigator?.hardwareConcurrency ?? 1 }
}
