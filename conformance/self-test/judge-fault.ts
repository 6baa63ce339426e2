import { type LoopAdapter, type Report } from '../../spec/index.ts'
import { rootCauses, runInProcess, type InProcessPlan } from '../harness/index.ts'

interface Judged {
  readonly report: Report
  /** The clauses that were broken by themselves, sorted. */
  readonly causes: readonly string[]
}

/** Profiles whose checks take real time: a machine that judges several loops at once needs more than 100 ms for some of them. */
const slowProfiles: readonly string[] = ['net-real', 'tls', 'timers-real', 'host']

/**
 * Judges a broken loop. Many of them let checks run into the deadline, so a short one comes first, in milliseconds; a
 * busy machine may reach it by itself, so a loop that breaks other clauses than those declared, or hangs in all checks of
 * those, is judged once more, by the deadline that users have, and at last by one that no machine reaches by itself.
 */
export async function judgeFault(
  adapter: LoopAdapter,
  declared: readonly string[],
  options: InProcessPlan,
): Promise<Judged> {
  const judge = async (timeoutMs: number): Promise<Judged> => {
    const report = await runInProcess(adapter, { ...options, timeoutMs, credulous: true, repeat: false })
    return { report, causes: rootCauses(report).sort() }
  }
  const isAsDeclared = ({ causes }: Judged): boolean => causes.join() === declared.join()
  const isSlow = adapter.profiles?.some((profile) => slowProfiles.includes(profile)) === true
  const quick = await judge(isSlow ? 700 : 100)
  // A check that met the deadline did not say what the loop does wrong.
  const isSaid = quick.report.results.some(
    ({ clause, status }) => declared.includes(clause) && status === 'fail',
  )
  if (isSaid && isAsDeclared(quick)) return quick
  const usual = await judge(1000)
  return isAsDeclared(usual) ? usual : judge(10_000)
}
