/**
 * A program over the operations of the contract, as plain data: JSON that can be generated, shrunk, run and printed.
 *
 * Everything is referred to by its name: futures `f0`, tasks `t0`, callbacks `c0`, scheduling calls `s0`, errors `e0`,
 * contexts `x0`, context variables `v0`. `settle` gives the names and makes every reference lead somewhere.
 *
 * What the contract leaves open is not in the language, or is not looked at:
 * - timers with equal deadlines: their order is unspecified, so every timer gets a deadline of its own;
 * - a timer that is due when it is made: whether ready callbacks or timers come first is unspecified;
 * - default names of tasks, texts and reprs: unspecified, so tasks are named and only kinds of errors are told;
 * - the order of `getTasks()`: CPython answers a set, so names are sorted;
 * - the message of a cancelled task that is asked for twice: CPython gives it once, and the contract nothing for certain;
 * - `cancelled()` of a handle that ran first and was cancelled then;
 * - exceptions that nobody retrieved and tasks that were destroyed: reported by the garbage collector alone;
 * - the await of a task that has awaited itself: CPython leaves its flag set, by accident, and refuses the next await;
 * - awaits of one task by another in a circle: cancelling such tasks never ends in CPython either;
 * - tokens of context variables in other contexts: the kind of the error is not yet in the contract.
 */
export type Name = string

/** `CancelledError` and `Message` are two of one kind: without a message, and with one. */
export type ErrorSort = 'Error' | 'ValueError' | 'CancelledError' | 'Message' | 'SystemExit'

export interface Thrown {
  readonly sort: ErrorSort
  readonly name: Name
}

/** `delay` is for the two that make timers, in units of the program's clock: see timeline.ts. */
export interface Schedule {
  readonly do: 'callSoon' | 'callSoonThreadsafe' | 'callLater' | 'callAt'
  readonly call: Name
  readonly callback: Name
  readonly context: Name | null
  readonly delay: number
}

/** What any code may do, in a callback or in a step of a task. */
export type Action =
  | { readonly do: 'setResult'; readonly future: Name; readonly value: number }
  | { readonly do: 'setException'; readonly future: Name; readonly error: Thrown }
  | { readonly do: 'cancel'; readonly of: Name; readonly message: string | null }
  | {
      readonly do: 'addDone'
      readonly of: Name
      readonly callback: Name
      readonly context: Name | null
      readonly twice: boolean
    }
  | { readonly do: 'removeDone'; readonly of: Name; readonly callback: Name }
  | Schedule
  | { readonly do: 'cancelCall'; readonly call: Name }
  | {
      readonly do: 'createTask'
      readonly task: Name
      readonly body: readonly Step[]
      readonly context: Name | null
    }
  | { readonly do: 'copyContext'; readonly context: Name }
  | { readonly do: 'set'; readonly variable: Name; readonly value: number }
  | { readonly do: 'reset'; readonly variable: Name }
  | { readonly do: 'get'; readonly variable: Name }
  | { readonly do: 'state' | 'result' | 'exception'; readonly of: Name }
  | { readonly do: 'cancelling' | 'uncancel' | 'getName'; readonly task: Name }
  | { readonly do: 'setName'; readonly task: Name; readonly name: string }
  | { readonly do: 'getTasks' | 'currentTask' | 'runningLoop' | 'stop' }
  | { readonly do: 'throw'; readonly error: Thrown }

/** What a coroutine may do beyond it. */
export type Step =
  | Action
  | { readonly do: 'await'; readonly of: Name }
  | { readonly do: 'yield' }
  | { readonly do: 'return'; readonly value: number }
  | {
      readonly do: 'try'
      readonly body: readonly Step[]
      readonly caught: { readonly body: readonly Step[]; readonly rethrow: boolean } | null
      readonly finally: readonly Step[] | null
    }

export interface Program {
  /** How many: `f0` and so on. */
  readonly futures: number
  /** The bodies of `c0` and so on. A callback schedules only later ones, so that every program ends. */
  readonly callbacks: readonly (readonly Action[])[]
  /** The body of the first callback of the loop. */
  readonly main: readonly Action[]
  /** The future that the first run is for: `runUntilComplete`. */
  readonly until: Name | null
}

/** The names of so many things of one sort. */
export function namesOf(letter: string, count: number): Name[] {
  return Array.from({ length: count }, (_, index) => `${letter}${String(index)}`)
}
