import type {
  AsyncioApi,
  Coroutine,
  DoneCallback,
  EventLoop,
  Future,
  RegisteredTask,
  Suspension,
} from '../../../spec/index.ts'

/** The least that can be registered: nothing but the two methods that the registry may ask for. */
export function minimalTask(loop: EventLoop, done: () => boolean = () => false): RegisteredTask {
  return { done, getLoop: () => loop }
}

let unnamed = 0

export interface OwnTaskOptions {
  name?: string
  /** False: it never calls `unregisterTask`, which is legal. */
  unregisters?: boolean
}

/**
 * A task as another author would write one. It uses only the loop and the module functions of the candidate.
 * It cannot be cancelled.
 */
export class OwnTask<T = unknown> implements Future<T> {
  futureBlocking = false
  readonly #api: AsyncioApi
  readonly #loop: EventLoop
  readonly #coro: Coroutine<T>
  readonly #unregisters: boolean
  readonly #callbacks: DoneCallback<this>[] = []
  #name: string
  #outcome: { readonly value: T } | { readonly error: unknown } | null = null

  constructor(api: AsyncioApi, loop: EventLoop, coro: Coroutine<T>, options: OwnTaskOptions = {}) {
    this.#api = api
    this.#loop = loop
    this.#coro = coro
    this.#name = options.name ?? `own task ${String(++unnamed)}`
    this.#unregisters = options.unregisters ?? true
    loop.callSoon(() => {
      this.#step(() => coro.next())
    })
    api.registerTask(this)
  }

  #step(resume: () => IteratorResult<Suspension | undefined, T>): void {
    let outcome: IteratorResult<Suspension | undefined, T>
    this.#api.enterTask(this.#loop, this)
    try {
      outcome = resume()
    } catch (error) {
      this.#finish({ error })
      return
    } finally {
      this.#api.leaveTask(this.#loop, this)
    }
    if (outcome.done === true) this.#finish({ value: outcome.value })
    else this.#suspend(outcome.value as unknown as Future | undefined)
  }

  #suspend(awaited: Future | undefined): void {
    if (awaited === undefined) {
      this.#loop.callSoon(() => {
        this.#step(() => this.#coro.next())
      })
      return
    }
    awaited.futureBlocking = false
    awaited.addDoneCallback(() => {
      this.#step(() => this.#coro.next())
    })
  }

  #finish(outcome: { value: T } | { error: unknown }): void {
    if (this.#unregisters) this.#api.unregisterTask(this)
    this.#outcome = outcome
    for (const callback of this.#callbacks.splice(0)) this.#loop.callSoon(callback, [this])
  }

  getName(): string {
    return this.#name
  }

  setName(name: unknown): void {
    this.#name = String(name)
  }

  getLoop(): EventLoop {
    return this.#loop
  }

  done(): boolean {
    return this.#outcome !== null
  }

  cancelled(): boolean {
    return false
  }

  cancel(): boolean {
    return false
  }

  result(): T {
    if (this.#outcome === null) throw new Error('The own task is not done.')
    if ('error' in this.#outcome) throw this.#outcome.error
    return this.#outcome.value
  }

  exception(): unknown {
    return this.#outcome !== null && 'error' in this.#outcome ? this.#outcome.error : null
  }

  addDoneCallback(callback: DoneCallback<this>): void {
    if (this.done()) this.#loop.callSoon(callback, [this])
    else this.#callbacks.push(callback)
  }

  removeDoneCallback(callback: DoneCallback<this>): number {
    const kept = this.#callbacks.filter((other) => other !== callback)
    return this.#callbacks.splice(0, Infinity, ...kept).length - kept.length
  }

  *[Symbol.iterator](): Generator<Suspension, T, void> {
    if (!this.done()) {
      this.futureBlocking = true
      yield this as unknown as Suspension
    }
    return this.result()
  }
}
