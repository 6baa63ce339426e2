import { specification, type BridgedAdapter } from '../../spec/index.ts'
import { loadCandidate, setUpCandidate, type CandidateSource } from '../candidate/index.ts'
import { runAgain, runCheck } from '../harness/index.ts'
import type { Candidate, CheckOutcome, Check, Schedule } from '../harness/index.ts'
import { captureNodeHost } from '../supervisor/node-host.ts'
import type { AdapterFacts, Engine } from './engine.ts'

/** Runs the checks here, one after the other, so that breakpoints work. A candidate that spins takes the command with it. */
export class InProcessEngine implements Engine {
  readonly #deadlineMs: number
  readonly #host = captureNodeHost()
  #adapter: BridgedAdapter | null = null
  #candidate: Candidate | null = null
  #interrupted = false

  constructor(deadlineMs: number) {
    this.#deadlineMs = deadlineMs
  }

  async load(source: CandidateSource): Promise<AdapterFacts> {
    process.setSourceMapsEnabled(true)
    this.#adapter = await loadCandidate(source)
    this.#candidate = await setUpCandidate(this.#adapter)
    return this.#adapter
  }

  async run(schedule: Schedule): Promise<readonly string[]> {
    const candidate = this.#candidate
    if (candidate === null) throw new Error('run() before load()')
    const clauses = new Map(specification.clauses.map((clause) => [clause.id, clause]))
    const context = { candidate, host: this.#host, deadlineMs: this.#deadlineMs }
    const runOne = (test: Check): Promise<CheckOutcome> => {
      const clause = clauses.get(test.clause)
      if (clause === undefined)
        throw new Error(`The check "${test.situation}" names the unknown clause ${test.clause}.`)
      return runCheck(test, clause, context)
    }
    for (let [test] = schedule.take(1); test !== undefined; [test] = schedule.take(1)) {
      schedule.report(test, await runOne(test))
      if (this.#interrupted) break
    }
    for (const test of this.#interrupted ? [] : schedule.worthRepeating())
      schedule.reportRepeated(
        test,
        await runAgain(
          () => runOne(test),
          () => this.#host.now(),
        ),
      )
    await this.#adapter?.teardown?.()
    return []
  }

  interrupt(): void {
    this.#interrupted = true
  }

  close(): Promise<void> {
    return Promise.resolve()
  }
}
