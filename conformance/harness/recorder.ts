import type { Callback, Coroutine, EventLoop, RegisteredTask, Task, TaskOptions } from '../../spec/index.ts'
import type { LedgerWatch } from './ledger-watch.ts'
import type { MetErrors } from './met-errors.ts'
import { show } from './show.ts'
import type { Trace } from './trace.ts'
import { watchSteps } from './watch-steps.ts'

/**
 * A check is open, then its loops are being closed, then it is over. `close()` of a loop may run what is left, which no
 * clause of the ledger is about; afterwards nothing runs.
 */
export type CheckPhase = 'open' | 'closing' | 'over'

/** Records what callbacks and tasks do, in the trace and in the ledger. */
export class Recorder {
  readonly #trace: Trace
  readonly #watch: LedgerWatch
  readonly #errors: MetErrors
  readonly #phase: () => CheckPhase

  constructor(trace: Trace, watch: LedgerWatch, errors: MetErrors, phase: () => CheckPhase) {
    this.#trace = trace
    this.#watch = watch
    this.#errors = errors
    this.#phase = phase
  }

  note(label: string, detail?: unknown): void {
    const text = detail === undefined || typeof detail === 'string' ? detail : show(detail)
    this.#trace.record(label, text)
  }

  callback(label: string, body?: Callback): Callback {
    return (...args: unknown[]) =>
      this.#trace.within('callbacks', () => {
        this.note(label)
        const phase = this.#phase()
        if (phase !== 'closing') this.#watch.seeCallback(label, phase === 'over')
        return this.#watchErrors(() => body?.(...args))
      })
  }

  createTask<T>(loop: EventLoop, label: string, body: () => Coroutine<T>, options?: TaskOptions): Task<T> {
    let task: Task<T> | null = null
    const coroutine = this.coroutine(label, body, () => task)
    task = options === undefined ? loop.createTask(coroutine) : loop.createTask(coroutine, options)
    return task
  }

  coroutine<T>(
    label: string,
    body: () => Coroutine<T>,
    task: () => RegisteredTask | null = () => null,
  ): Coroutine<T> {
    let steps = 0
    return watchSteps(body(), (step) =>
      this.#trace.within(`task ${label}`, () => {
        this.note(`${label} step ${String(++steps)}`)
        const phase = this.#phase()
        if (phase !== 'closing') this.#watch.seeStep(label, task(), phase === 'over')
        return this.#watchErrors(step)
      }),
    )
  }

  #watchErrors<T>(run: () => T): T {
    try {
      return run()
    } catch (error) {
      this.#errors.meet(error, 'callback')
      throw error
    }
  }
}
