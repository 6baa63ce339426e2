import type { Clock } from './milliseconds.ts'

/** What a stand-in needs of the bridge. */
export interface Remote {
  readonly clock: Clock
  /** Calls a method of an object of Python, or, with target 0, a function of the bridge. */
  call(target: number, method: string, args: readonly unknown[], keywords?: Keywords): unknown
  /** As `call`, for what runs a loop: the promise never settles when the deadline of the check ends the run. */
  run(target: number, method: string, args: readonly unknown[], keywords?: Keywords): Promise<unknown>
}

/** Keyword arguments; the undefined ones are not given. */
export type Keywords = Readonly<Record<string, unknown>>

/** The stand-in of an object that lives in Python, while the check lasts that it crossed in. */
export class PythonObject {
  readonly #remote: Remote
  readonly #number: number

  constructor(remote: Remote, number: number) {
    this.#remote = remote
    this.#number = number
  }

  static numberOf(value: unknown): number | null {
    return value instanceof PythonObject ? value.#number : null
  }

  protected get remote(): Remote {
    return this.#remote
  }

  protected ask(method: string, args: readonly unknown[] = [], keywords?: Keywords): unknown {
    return this.#remote.call(this.#number, method, args, keywords)
  }

  protected startRun(method: string, args: readonly unknown[] = [], keywords?: Keywords): Promise<unknown> {
    return this.#remote.run(this.#number, method, args, keywords)
  }
}
