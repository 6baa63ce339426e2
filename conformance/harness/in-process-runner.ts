import {
  specification as wholeSpecification,
  type BridgedAdapter,
  type Specification,
} from '../../spec/index.ts'
import type { Intermittent, TraceEvent } from '../../spec/index.ts'
import { factsOf, type AdapterFacts } from './adapter-facts.ts'
import { resolveCandidate, type Candidate } from './candidate.ts'
import type { CheckOutcome, EscapedError } from './check-outcome.ts'
import { clauseOf, keyOf, type Check } from './check.ts'
import { captureHost, type Host } from './host.ts'
import { runAgain } from './run-again.ts'
import { runCheck } from './run-check.ts'
import type { Ran, Runner } from './runner.ts'
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
  /** Receives each event of the trace at once. */
  readonly onEvent?: (event: TraceEvent) => void
}

/** Runs checks here. A candidate that spins takes everything in this thread with it. */
export class InProcessRunner implements Runner {
  readonly backlog = 1
  readonly collectsGarbage: boolean
  readonly #options: InProcessOptions
  readonly #host: Host
  #candidate: Candidate | null = null

  constructor(options: InProcessOptions) {
    this.#options = options
    this.#host = options.host ?? captureHost()
    this.collectsGarbage = this.#host.gc !== undefined
  }

  get hasTeardown(): boolean {
    return this.#candidate?.adapter.teardown !== undefined
  }

  async load(): Promise<AdapterFacts> {
    const { adapter: getAdapter, setUp = setUpAlone } = this.#options
    const adapter = await getAdapter()
    this.#candidate = await setUp(adapter)
    return factsOf(adapter)
  }

  async run(check: Check, deadlineMs: number): Promise<Ran> {
    const { specification = wholeSpecification, watch = watchNothing, stalled, onEvent } = this.#options
    const candidate = this.#candidate
    if (candidate === null) throw new Error('run() needs load() first.')
    const clause = clauseOf(check, specification)
    // A server may take a while to start. That time is not the candidate's.
    if (check.needsServer === true) await this.#host.server?.()
    let silent = false
    const outcome = await watch(keyOf(check), (errors) =>
      runCheck(check, clause, {
        candidate,
        host: this.#host,
        deadlineMs,
        onDeadline: () => (silent = true),
        escaped: () => errors,
        ...(stalled === undefined ? {} : { stalled }),
        ...(onEvent === undefined ? {} : { onEvent }),
      }),
    )
    return { outcome, silent, lost: false }
  }

  again(check: Check, deadlineMs: number): Promise<Intermittent> {
    const runOnce = async (): Promise<CheckOutcome> => (await this.run(check, deadlineMs)).outcome
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
    return Promise.resolve()
  }
}

async function setUpAlone(adapter: BridgedAdapter): Promise<Candidate> {
  await adapter.setup?.()
  return resolveCandidate(adapter)
}

function watchNothing<T>(_key: string, run: (errors: readonly EscapedError[]) => Promise<T>): Promise<T> {
  return run([])
}
