import type { Arbitrary, WeightedArbitrary } from 'fast-check'
import { fc } from '../harness/fast-check.generated.ts'
import type { Language } from './language.ts'
import { endless, noTime } from './timeline.ts'
import { specialValues } from './values.ts'
import type { ErrorSort, Name, Step, Thrown } from './program.ts'

/** `settle()` replaces it with a name that exists. */
const name = (letter: string): Arbitrary<Name> => fc.nat(7).map((index) => `${letter}${String(index)}`)

export const one = <T extends string>(...values: readonly T[]): Arbitrary<T> => fc.constantFrom(...values)
export const some = <T>(weight: number, arbitrary: Arbitrary<T>): WeightedArbitrary<T> => ({
  weight,
  arbitrary,
})

export const number = fc.nat(9)
export const value = fc.oneof(some(3, fc.nat(9)), some(2, fc.constantFrom(...specialValues)))
export const future = name('f')
export const task = name('t')
export const callback = name('c')
export const calls = name('s')
export const group = name('k')
export const timeout = name('w')
export const variable = fc.constantFrom('v0', 'v1')
export const contexts = one('x0', 'x1')
export const awaitable = fc.oneof(some(5, future), some(5, task), some(4, name('g')))
export const contextOrNull = fc.oneof(some(2, fc.constant(null)), some(1, contexts))

function thrown(...sorts: readonly ErrorSort[]): Arbitrary<Thrown> {
  return fc.record({ sort: fc.constantFrom(...sorts), name: fc.constant('e0') })
}

export function errors({ messages, fatal }: Language): Arbitrary<Thrown> {
  const ordinary = [
    'Error',
    'ValueError',
    'CancelledError',
    ...(messages ? (['Message'] as const) : []),
  ] as const
  // Fatal errors are rare, because little happens after them.
  return fc.oneof(some(12, thrown(...ordinary)), ...(fatal ? [some(1, thrown('SystemExit'))] : []))
}

/** A list. All lengths up to the longest are equally likely. */
export const whole = { size: 'max' } as const

/** The verbs of the statements that have one. */
export const verbs = new WeakMap<object, Step['do']>()

/** A statement with this verb. The fields of the record are those of the statement. */
export function statement<D extends Step['do'], F extends object = object>(
  verb: D,
  fields: { [K in keyof F]: Arbitrary<F[K]> } = {} as never,
): Arbitrary<{ do: D } & F> {
  const arbitrary = fc.record({ do: fc.constant(verb), ...fields })
  verbs.set(arbitrary, verb)
  return arbitrary as unknown as Arbitrary<{ do: D } & F>
}

/** The delay of a timer, in units of the program's clock. */
export function delays({ dueTimers }: Language): Arbitrary<number> {
  return fc.constantFrom(0, 1, 2, 5, ...(dueTimers ? [-1, -2] : []))
}

/** How long something may take: no time, or some time if the clock jumps. */
export function lengths({ timers }: Language): Arbitrary<number> {
  return timers ? fc.constantFrom(0, 1, 2, 5, -1, noTime, endless) : fc.constantFrom(-1, noTime)
}

export function lengthOrNull(units: Arbitrary<number>): Arbitrary<number | null> {
  return fc.oneof(some(4, units), some(1, fc.constant(null)))
}
