/** The thread in which one strange fault is witnessed and judged. Every fault gets a new one. */
import { parentPort, workerData } from 'node:worker_threads'
import {
  InProcessRunner,
  judge,
  type Check,
  type EscapedError,
  type Ran,
  rootCauses,
} from '../../conformance/harness/index.ts'
import { isRight } from '../../conformance/self-test/strange/is-right.ts'
import { findStrangeFault } from '../../conformance/self-test/strange/strange-fault.ts'
import { weave } from '../../conformance/self-test/strange/weave.ts'
import { findWitness } from '../../conformance/self-test/strange/witness.ts'
import { suite } from '../../conformance/suite/index.ts'
import { captureNodeHost } from '../../conformance/supervisor/node-host.ts'
import { specification, type LoopAdapter, type Report } from '../../spec/index.ts'
import type { Assignment, Told } from './protocol.ts'

const { title, seed, programs, witness: wanted, quick, explore } = workerData as Assignment
const fault = findStrangeFault(title)

/** Milliseconds. The short deadline comes first; a loop that fails by it is judged once more by the long one. */
const [shortMs, longMs] = [250, 1000]

const host = captureNodeHost()

/** Errors that nobody caught while the present check ran. */
let escaped: EscapedError[] = []
for (const event of ['uncaughtException', 'unhandledRejection'])
  process.on(event, (error: unknown) => escaped.push({ error: String(error) }))

/** A thread with nothing left to do emits this. During a check it means that the check can never end. */
let onStalled: (() => void) | null = null
process.on('beforeExit', () => onStalled?.())

// What broken loops log would bury everything else.
console.error = console.warn = () => undefined

class ThreadRunner extends InProcessRunner {
  constructor(adapter: LoopAdapter) {
    super({
      adapter: () => adapter,
      host,
      stalled: () => new Promise((resolve) => (onStalled = resolve)),
      watch: (_key, run) => run((escaped = [])),
    })
  }

  override async run(check: Check, deadlineMs: number): Promise<Ran> {
    tell({ what: 'check', clause: check.clause })
    const ran = await super.run(check, deadlineMs)
    onStalled = null
    if (quick && speaksAgainst(check, ran)) tellVerdict([check.clause])
    return ran
  }
}

function judgeBy(timeoutMs: number, exploreMs = 0): Promise<Report> {
  // A loop that hangs is judged once more with more time, and a loop without a fault is judged beside the others.
  const always = { timeoutMs, repeat: false, credulous: true }
  const plan =
    quick && exploreMs === 0
      ? { ...always, suite: nearestFirst(fault.method.areas), seed: null }
      : { ...always, suite, seed, exploreMs }
  return judge([new ThreadRunner(weave(fault).adapter)], plan)
}

/** A hang depends on how busy the machine is, so that only a whole run believes it. */
function speaksAgainst({ clause }: Check, { outcome: { status } }: Ran): boolean {
  return (status === 'fail' || status === 'crash') && specification.byId.get(clause)?.level !== 'MAY'
}

function nearestFirst(areas: readonly string[]): Check[] {
  const isNear = ({ clause }: Check): boolean => areas.includes(clause.split('.')[0] ?? '')
  return [...suite.filter(isNear), ...suite.filter((check) => !isNear(check))]
}

function tellVerdict(causes: readonly string[], what: 'verdict' | 'explored' = 'verdict'): void {
  tell({ what, verdict: { causes, isRight: isRight(fault.method, causes) } })
}

function tell(told: Told): void {
  parentPort?.postMessage(told)
}

if (wanted) {
  const witness = await findWitness(fault, {
    seed,
    programs,
    deadlineMs: 2000,
    onStep: (step) => tell({ what: 'step', step }),
  })
  // The thread is ended from outside if this is all that is wanted.
  tell({ what: 'witness', witness })
}
let report = await judgeBy(shortMs)
// Only a hang depends on how busy the machine is.
if (report.results.some(({ status }) => status === 'hang')) report = await judgeBy(longMs)
const causes = rootCauses(report).sort()
tellVerdict(causes)
if (explore > 0 && causes.length === 0)
  tellVerdict(rootCauses(await judgeBy(longMs, explore * 1000)).sort(), 'explored')
