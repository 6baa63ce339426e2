import { specification, type LoopAdapter } from '../../spec/index.ts'
import { loadCandidate, setUpCandidate, type CandidateSource } from '../candidate/index.ts'
import { withForeignServer } from '../supervisor/foreign-server.ts'
import { captureHost, runCheck, type Candidate, type Schedule } from '../harness/index.ts'
import type { AdapterFacts, Engine } from './engine.ts'

/** Runs the checks here, one after the other, so that breakpoints work. A candidate that spins takes the command with it. */
export class InProcessEngine implements Engine {
  readonly #deadlineMs: number
  readonly #host = withForeignServer(captureHost())
  #adapter: LoopAdapter | null = null
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
    for (let [test] = schedule.take(1); test !== undefined; [test] = schedule.take(1)) {
      const clause = clauses.get(test.clause)
      if (clause === undefined)
        throw new Error(`The check "${test.situation}" names the unknown clause ${test.clause}.`)
      schedule.report(test, await runCheck(test, clause, context))
      if (this.#interrupted) break
    }
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
