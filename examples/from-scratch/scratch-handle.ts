import type { Callback, Context, Handle, TimerHandle } from 'loop-conformance/spec'

/** A scheduled callback: a closure over its arguments and context, until it is cancelled. */
export class ScratchHandle implements Handle {
  #run: (() => void) | null
  #cancelled = false
  readonly #context: Context

  constructor(callback: Callback, args: readonly unknown[], context: Context) {
    this.#context = context
    this.#run = () => {
      callback(...args)
    }
  }

  run(): void {
    const run = this.#run
    if (run !== null) this.#context.run(run)
  }

  cancel(): void {
    this.#cancelled = true
    this.#run = null
  }

  cancelled(): boolean {
    return this.#cancelled
  }

  getContext(): Context {
    return this.#context
  }
}

export class ScratchTimer extends ScratchHandle implements TimerHandle {
  readonly #when: number

  constructor(when: number, callback: Callback, args: readonly unknown[], context: Context) {
    super(callback, args, context)
    this.#when = when
  }

  when(): number {
    return this.#when
  }
}
