import type { Callback, Coroutine, EventLoop, RegisteredTask, Task, TaskOptions } from '../../spec/index.ts'
import type { LedgerWatch } from './ledger-watch.ts'
import { show } from './show.ts'
import type { Trace } from './trace.ts'
import { watchSteps } from './watch-steps.ts'

/** Records what callbacks and tasks do, in the trace and in the ledger. */
export class Recorder {
  readonly #trace: Trace
  readonly #watch: LedgerWatch
  readonly #isFinished: () => boolean

  constructor(trace: Trace, watch: LedgerWatch, isFinished: () => boolean) {
    this.#trace = trace
    this.#watch = watch
    this.#isFinished = isFinished
  }

  note(label: string, detail?: unknown): void {
    const text = detail === undefined || typeof detail === 'string' ? detail : show(detail)
    this.#trace.record(label, text)
  }

  callback(label: string, body?: Callback): Callback {
    return (...args: unknown[]) =>
      this.#trace.within('callbacks', () => {
        this.note(label)
        this.#watch.seeCallback(label, this.#isFinished())
        return body?.(...args)
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
        this.#watch.seeStep(label, task(), this.#isFinished())
        return step()
      }),
    )
  }
}
