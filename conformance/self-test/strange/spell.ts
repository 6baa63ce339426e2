import type { Call } from './call.ts'
import { runningLoop } from './effects.ts'
import type { StrangeFault } from './strange-fault.ts'
import { WatchedLoop } from './watched-loop.ts'

/** Counts the calls of one method, and decides for each whether the fault happens. */
export class Spell {
  readonly fault: StrangeFault
  /** How often the fault has happened. */
  fired = 0
  readonly #callsBefore: number
  #inAll: number
  #counts = new WeakMap<object, number>()
  #busy = false
  #previous: unknown = null

  /** `callsBefore`: the number of calls that are taken to have been before the first. */
  constructor(fault: StrangeFault, callsBefore = 0) {
    this.fault = fault
    this.#callsBefore = callsBefore
    this.#inAll = callsBefore
  }

  /** A call of the method. `perform` calls it as it is. */
  cast(
    receiver: object | null,
    loop: object | null,
    args: readonly unknown[],
    perform: (args: readonly unknown[]) => unknown,
  ): unknown {
    // A fault does not happen inside of itself.
    if (this.#busy) return perform(args)
    const { trigger, effect, method } = this.fault
    this.#busy = true
    try {
      const call: Call = {
        method,
        loop: loop instanceof WatchedLoop ? loop : null,
        args,
        counts: {
          onLoop: loop === null ? this.#inAll + 1 : this.#count(loop, this.#callsBefore),
          inAll: ++this.#inAll,
          onObject: receiver === null || receiver === loop ? 0 : this.#count(receiver, 0),
        },
        perform: (given = args) => perform(given),
        previous: this.#previous,
      }
      if (trigger.meets(call)) {
        this.fired++
        return effect.happen(call)
      }
    } finally {
      this.#busy = false
    }
    const result = perform(args)
    // What other effects do not need is not kept alive.
    if (effect.name === 'answers-as-before') this.#previous = result
    return result
  }

  #count(owner: object, before: number): number {
    const count = (this.#counts.get(owner) ?? before) + 1
    this.#counts.set(owner, count)
    return count
  }

  /** Replaces the method on one object, or on a prototype. */
  castOn<T extends object>(target: T, loopOf: (receiver: object) => object | null): T {
    const { name } = this.fault.method
    const original = Reflect.get(target, name) as ((...args: unknown[]) => unknown) | undefined
    if (original === undefined) return target
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- the method below has a receiver of its own
    const spell = this
    Object.defineProperty(target, name, {
      configurable: true,
      writable: true,
      enumerable: false,
      value(this: object, ...args: unknown[]): unknown {
        return spell.cast(this, loopOf(this), args, (given) => original.apply(this, [...given]))
      },
    })
    return target
  }
}

/** The loop of the turn, or else the loop among the arguments. */
export function loopAmong(args: readonly unknown[]): object | null {
  const found = args.find((arg) => arg instanceof WatchedLoop)
  return (found as object | undefined) ?? runningLoop()
}
