import type { Intermittent } from '../spec/index.ts'
import {
  InProcessRunner,
  keyOf,
  type AdapterFacts,
  type CasePlan,
  type Check,
  type Finding,
  type InProcessOptions,
  type Ran,
  type Runner,
} from './harness/index.ts'

/**
 * Runs each check when its test runs. The tests are in the order in which the engine asks for the checks. A check whose test vitest
 * leaves out, because of `-t` for example, is skipped as soon as a later test runs.
 */
export class VitestRunner implements Runner {
  readonly backlog = 1
  readonly collectsGarbage: boolean
  /** How many checks were skipped because vitest left out their tests. */
  leftOut = 0
  /** What `teardown()` of the adapter threw, as an error that names it. Null if it threw nothing. */
  tearDownError: Error | null = null
  readonly #runner: InProcessRunner
  readonly #positions: ReadonlyMap<string, number>
  readonly #reached = new Set<number>()
  #furthest = -1
  #onReached: () => void = () => undefined

  constructor(options: InProcessOptions, checks: readonly Check[]) {
    this.#runner = new InProcessRunner(options)
    this.collectsGarbage = this.#runner.collectsGarbage
    this.#positions = new Map(checks.map((check, position) => [keyOf(check), position]))
  }

  /** The test of the check runs. Without a check: no further test runs. */
  reach(check?: Check): void {
    const position = check === undefined ? Infinity : (this.#positions.get(keyOf(check)) ?? Infinity)
    this.#reached.add(position)
    this.#furthest = Math.max(this.#furthest, position)
    this.#onReached()
  }

  load(onFinding: (finding: Finding) => void, cases: CasePlan): Promise<AdapterFacts> {
    return this.#runner.load(onFinding, cases)
  }

  async run(check: Check, deadlineMs: number): Promise<Ran> {
    const position = this.#positions.get(keyOf(check)) ?? -1
    while (this.#furthest < position) await new Promise<void>((resolve) => (this.#onReached = resolve))
    if (this.#reached.has(position)) return this.#runner.run(check, deadlineMs)
    this.leftOut++
    const message = 'Not run: vitest left out the test.'
    return { outcome: { status: 'skip', durationMs: 0, message }, silent: false, lost: false }
  }

  again(check: Check, deadlineMs: number, choices?: readonly number[]): Promise<Intermittent> {
    return this.#runner.again(check, deadlineMs, choices)
  }

  async tearDown(): Promise<void> {
    try {
      await this.#runner.tearDown()
    } catch (error) {
      this.tearDownError = new Error(`teardown() of the adapter threw ${(error as Error).message}.`, {
        cause: error,
      })
      throw error
    }
  }

  /** Nothing more is waited for. */
  close(): Promise<void> {
    this.reach()
    return Promise.resolve()
  }
}
