import type { ReturnWhen } from '../../spec/index.ts'
import type { Value } from './values.ts'

/**
 * A program over the operations of the contract, as plain data: JSON that can be generated, shrunk, run and printed.
 *
 * Everything is referred to by its name: futures `f0`, tasks `t0`, futures of `gather` and `shield` `g0`, callbacks `c0`,
 * scheduling calls `s0`, errors `e0`, contexts `x0`, context variables `v0`, timeouts `w0`, groups of tasks `k0`. `settle`
 * gives the names and makes every reference lead somewhere.
 *
 * What the contract leaves open is not in the language, or is not looked at:
 * - the order of timers with equal deadlines: those of `together` only say that they have run, the rest has a deadline of
 *   its own;
 * - default names of tasks, texts and reprs: unspecified, so tasks are named and only kinds of errors are told;
 * - the order of `getTasks()`: CPython returns a set, so names are sorted;
 * - the message of a cancelled task that is asked for twice: CPython gives it once, and the contract nothing for certain;
 * - `cancelled()` of a handle that ran first and was cancelled then;
 * - exceptions that nobody retrieved and tasks that were destroyed: reported by the garbage collector alone;
 * - the await of a task that has awaited itself: CPython leaves its flag set, by accident, and refuses the next await;
 * - awaits of one task by another in a circle: cancelling such tasks never ends in CPython either;
 * - the messages of cancellations that came through `gather`: CPython keeps or loses them as its versions go;
 * - how soon `gather` notices that a future is done already: a count of iterations, so such futures are not gathered;
 * - an eager start in a context that is given: CPython up to 3.14.0 leaves the wrong task current when it is entered;
 * - the end of a runner: it cancels a set of tasks, in no certain order.
 */
export type Name = string

/** `CancelledError` and `Message` are two of one kind: without a message, and with one. */
export type ErrorSort = 'Error' | 'ValueError' | 'CancelledError' | 'Message' | 'SystemExit'

export interface Thrown {
  readonly sort: ErrorSort
  readonly name: Name
}

/** `delay` is for the two that make timers, in units of the program's clock, below 0 for the past: see timeline.ts. */
export interface Schedule {
  readonly do: 'callSoon' | 'callSoonThreadsafe' | 'callLater' | 'callAt'
  readonly call: Name
  readonly callback: Name
  readonly context: Name | null
  readonly delay: number
}

export interface CreateTask {
  readonly do: 'createTask'
  readonly task: Name
  readonly body: readonly Step[]
  readonly context: Name | null
  /** The group that makes it, when that has begun. */
  readonly group: Name | null
  /** The option `eagerStart`; null for none. */
  readonly eagerStart: boolean | null
  /** The function that is given the coroutine itself, and makes the task; null for `createTask`. */
  readonly through: Through | null
}

/** The same thing many times: calls, done callbacks of `of`, or members of one `gather`. */
export interface Many {
  readonly do: 'many'
  readonly what: 'callSoon' | 'addDone' | 'gather'
  readonly of: Name
  readonly count: number
}

export type Through = 'ensureFuture' | 'gather' | 'shield'

/** Makes a future of others, those that there are and are not done. */
export type Derive =
  | {
      readonly do: 'gather'
      readonly future: Name
      readonly of: readonly Name[]
      readonly returnExceptions: boolean
    }
  | { readonly do: 'shield'; readonly future: Name; readonly of: Name }

/** What any code may do, in a callback or in a step of a task. */
export type Action =
  | { readonly do: 'setResult'; readonly future: Name; readonly value: Value }
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
  | Many
  | { readonly do: 'together'; readonly calls: readonly Name[]; readonly units: number }
  | CreateTask
  | Derive
  | { readonly do: 'copyContext'; readonly context: Name }
  | { readonly do: 'set'; readonly variable: Name; readonly value: number }
  | { readonly do: 'reset'; readonly variable: Name; readonly token: Name }
  | { readonly do: 'get'; readonly variable: Name }
  | { readonly do: 'getIn'; readonly context: Name; readonly variable: Name }
  | { readonly do: 'runIn'; readonly context: Name; readonly body: readonly Action[] }
  | { readonly do: 'state' | 'result' | 'exception'; readonly of: Name }
  | { readonly do: 'cancelling' | 'uncancel' | 'getName'; readonly task: Name }
  | { readonly do: 'setName'; readonly task: Name; readonly name: string }
  | { readonly do: 'getTasks' | 'currentTask' | 'runningLoop' | 'stop' }
  | { readonly do: 'reschedule'; readonly timeout: Name; readonly units: number | null }
  | { readonly do: 'timeoutState'; readonly timeout: Name }
  | { readonly do: 'report'; readonly error: Thrown }
  | { readonly do: 'throw'; readonly error: Thrown }

/** What a coroutine may do beyond it. */
export type Step =
  | Action
  | { readonly do: 'await'; readonly of: Name }
  | { readonly do: 'yield' }
  | Waiting
  | { readonly do: 'return'; readonly value: Value }
  | {
      readonly do: 'try'
      readonly body: readonly Step[]
      readonly caught: { readonly body: readonly Step[]; readonly rethrow: boolean } | null
      readonly finally: readonly Step[] | null
    }

/**
 * The functions that wait. `units` say how long, as `delay` does: below 0 for no time, null or 99 for ever. A body is a coroutine
 * of its own, which `return` ends.
 */
export type Waiting =
  | { readonly do: 'sleep'; readonly units: number; readonly value: Value }
  | {
      readonly do: 'wait'
      readonly of: readonly Name[]
      readonly when: ReturnWhen
      readonly units: number | null
    }
  | { readonly do: 'awaitDerived'; readonly derive: Derive }
  | { readonly do: 'waitFor'; readonly of: Name; readonly units: number | null }
  | { readonly do: 'waitForCoroutine'; readonly units: number | null; readonly body: readonly Step[] }
  | {
      readonly do: 'timeout'
      readonly timeout: Name
      readonly units: number | null
      readonly body: readonly Step[]
    }
  | { readonly do: 'taskGroup'; readonly group: Name; readonly body: readonly Step[] }

export interface Program {
  /** Every task starts eagerly. */
  readonly eager: boolean
  /** Reports of errors behind cancelled shields are noted. */
  readonly shieldReports: boolean
  /** How many: `f0` and so on. */
  readonly futures: number
  /** The bodies of `c0` and so on. A callback schedules only later ones, so that every program ends. */
  readonly callbacks: readonly (readonly Action[])[]
  /** The body of the first callback of the loop. */
  readonly main: readonly Action[]
  /** The future that the first run is for: `runUntilComplete`. */
  readonly until: Name | null
}

/** The names of `count` things of one sort. */
export function namesOf(letter: string, count: number): Name[] {
  return Array.from({ length: count }, (_, index) => `${letter}${String(index)}`)
}
