import {
  specification as wholeSpecification,
  type BridgedAdapter,
  type Specification,
} from '../../spec/index.ts'
import type { Clause, Intermittent, TraceEvent } from '../../spec/index.ts'
import { readFacts, type AdapterFacts } from './adapter-facts.ts'
import { resolveCandidate, type Candidate } from './candidate.ts'
import type { CheckOutcome, EscapedError } from './check-outcome.ts'
import { clauseOf, keyOf, type Check } from './check.ts'
import { captureHost, type Host } from './host.ts'
import { restoreIntrinsics } from './intrinsics.ts'
import { findingOfReplacement } from './replaced.ts'
import { runAgain } from './run-again.ts'
import { repeatCase, runCheck } from './run-cases.ts'
import type { RunCheckOptions } from './run-check.ts'
import type { CasePlan, Finding, Ran, Runner } from './runner.ts'
import { comingBreaks } from './refused-overrides.ts'
import { show } from './show.ts'

export interface InProcessOptions {
  /** Returns the adapter. Throws `CandidateError`. */
  readonly adapter: () => BridgedAdapter | Promise<BridgedAdapter>
  readonly specification?: Specification
  /** Captured before the candidate is loaded, which may replace globals. */
  readonly host?: Host
  /** Prepares the candidate. By default it calls `setup()` of the adapter and nothing else. */
  readonly setUp?: (adapter: BridgedAdapter) => Promise<Candidate>
  /** Collects the errors that escape from a check while it runs. By default they are the host's business. */
  readonly watch?: <T>(key: string, run: (errors: readonly EscapedError[]) => Promise<T>) => Promise<T>
  /** Resolves when nothing can happen any more during the present check. */
  readonly stalled?: () => Promise<void>
  /** A case of the check with this key begins. It has the whole deadline. */
  readonly onCase?: (key: string) => void
  /** Receives what is special about the case, in words, as often as the case draws something. */
  readonly onDraw?: (words: string) => void
  /** Receives each event of the trace at once. */
  readonly onEvent?: (event: TraceEvent) => void
}

const HostPromise = Promise

/** Runs checks here. A candidate that spins takes everything in this thread with it. */
export class InProcessRunner implements Runner {
  readonly backlog = 1
  readonly collectsGarbage: boolean
  readonly #options: InProcessOptions
  readonly #host: Host
  #candidate: Candidate | null = null
  #cases: CasePlan = { seed: 1, more: 1 }

  constructor(options: InProcessOptions) {
    this.#options = options
    this.#host = options.host ?? captureHost()
    this.collectsGarbage = this.#host.gc !== undefined
  }

  get hasTeardown(): boolean {
    return this.#candidate?.adapter.teardown !== undefined
  }

  async load(onFinding: (finding: Finding) => void, cases?: CasePlan): Promise<AdapterFacts> {
    if (cases !== undefined) this.#cases = cases
    const { adapter: getAdapter, setUp = setUpAlone } = this.#options
    const adapter = await getAdapter()
    this.#candidate = await setUp(adapter)
    const replaced = restoreIntrinsics()
    if (replaced.length > 0) onFinding(findingOfReplacement(replaced))
    for (const text of comingBreaks(adapter)) onFinding({ text, kind: text })
    const { missing } = this.#candidate
    return { ...readFacts(adapter), ...(missing.length === 0 ? {} : { missing }) }
  }

  run(check: Check, deadlineMs: number, seed = this.#cases.seed): Promise<Ran> {
    return this.#run(check, deadlineMs, (clause, options) =>
      runCheck(check, clause, { ...options, seed }, { ...this.#cases, seed }),
    )
  }

  async #run(
    check: Check,
    deadlineMs: number,
    runHere: (clause: Clause, options: RunCheckOptions) => Promise<CheckOutcome>,
  ): Promise<Ran> {
    const {
      specification = wholeSpecification,
      watch = watchNothing,
      stalled,
      onCase,
      onDraw,
      onEvent,
    } = this.#options
    const candidate = this.#candidate
    if (candidate === null) throw new Error('run() needs load() first.')
    const clause = clauseOf(check, specification)
    // A server may take a while to start. That time is not the candidate's.
    if (check.needsServer === true) await this.#host.server?.()
    if (check.needsPeers === true) await this.#host.peers?.()
    let silent = false
    const outcome = await watch(keyOf(check), (errors) =>
      runHere(clause, {
        candidate,
        host: this.#host,
        deadlineMs,
        seed: this.#cases.seed,
        onDeadline: () => (silent = true),
        escaped: () => errors,
        ...(stalled === undefined ? {} : { stalled }),
        ...(onCase === undefined ? {} : { onCase: () => onCase(keyOf(check)) }),
        ...(onDraw === undefined ? {} : { onDraw }),
        ...(onEvent === undefined ? {} : { onEvent }),
      }),
    )
    return { outcome, silent, lost: false }
  }

  again(check: Check, deadlineMs: number, choices: readonly number[] = []): Promise<Intermittent> {
    const runOnce = async (): Promise<CheckOutcome> =>
      (await this.#run(check, deadlineMs, (clause, options) => repeatCase(check, clause, options, choices)))
        .outcome
    return runAgain(runOnce, () => this.#host.now())
  }

  async tearDown(): Promise<void> {
    try {
      await this.#candidate?.adapter.teardown?.()
    } catch (error) {
      throw new Error(show(error), { cause: error })
    }
  }

  close(): Promise<void> {
    return HostPromise.resolve()
  }
}

async function setUpAlone(adapter: BridgedAdapter): Promise<Candidate> {
  await adapter.setup?.()
  return resolveCandidate(adapter)
}

function watchNothing<T>(_key: string, run: (errors: readonly EscapedError[]) => Promise<T>): Promise<T> {
  return run([])
}
