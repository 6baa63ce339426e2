import fc from 'fast-check'
import type { Action, ErrorSort, Name, Program, Schedule, Step, Thrown } from './program.ts'
import { settle } from './settle.ts'

/** What a pair of loops can be compared in. */
export interface Language {
  /** Timers need a clock that jumps, for a trace is the same on two loops only when nothing depends on the speed. */
  readonly timers: boolean
  /** CPython takes a request to cancel back that has not been delivered since 3.13. */
  readonly uncancel: boolean
  /** Messages of cancellations. Which of two a task gets that was cancelled twice is not yet in the contract. */
  readonly messages: boolean
  /** Runs that end early. That a run finishes its iteration is a SHOULD, and the trace says when each run ended. */
  readonly stops: boolean
}

const number = fc.nat(9)
/** `settle` makes a name of it that there is. */
const name = (letter: string): fc.Arbitrary<Name> => fc.nat(7).map((index) => `${letter}${String(index)}`)
const one = <T extends string>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values)
const some = <T>(
  weight: number,
  arbitrary: fc.Arbitrary<T>,
): { weight: number; arbitrary: fc.Arbitrary<T> } => ({
  weight,
  arbitrary,
})

const future = name('f')
const task = name('t')
const callback = name('c')
const variable = fc.constantFrom('v0', 'v1')
const awaitable = fc.oneof(future, task)
const contextOrNull = fc.oneof(some(2, fc.constant(null)), some(1, one('x0', 'x1')))

function thrown(...sorts: readonly ErrorSort[]): fc.Arbitrary<Thrown> {
  return fc.record({ sort: fc.constantFrom(...sorts), name: fc.constant('e0') })
}

function errors({ messages }: Language): fc.Arbitrary<Thrown> {
  const ordinary = [
    'Error',
    'ValueError',
    'CancelledError',
    ...(messages ? (['Message'] as const) : []),
  ] as const
  // One of the fatal pair is rare, for little happens after it.
  return fc.oneof(some(12, thrown(...ordinary)), some(1, thrown('SystemExit')))
}

const call = fc.constant('s0')
/** Lists of all lengths up to the longest are equally likely. */
const whole = { size: 'max' } as const

/** A statement by its verb: the fields of the record are those of the statement. */
function statement<D extends Action['do'], F extends object = object>(
  verb: D,
  fields: { [K in keyof F]: fc.Arbitrary<F[K]> } = {} as never,
): fc.Arbitrary<{ do: D } & F> {
  return fc.record({ do: fc.constant(verb), ...fields }) as unknown as fc.Arbitrary<{ do: D } & F>
}

function schedule(
  verb: Schedule['do'],
  delay: fc.Arbitrary<number> = fc.constant(0),
): fc.Arbitrary<Schedule> {
  return statement(verb, { call, callback, context: contextOrNull, delay })
}

const addDone = statement('addDone', {
  of: awaitable,
  callback,
  context: contextOrNull,
  twice: fc.oneof(some(3, fc.constant(false)), some(1, fc.constant(true))),
})

function actionsWithout(body: fc.Arbitrary<Step[]>, language: Language): fc.WeightedArbitrary<Action>[] {
  const delay = fc.constantFrom(0, 1, 2, 5)
  const error = errors(language)
  const message = language.messages ? fc.constantFrom(null, 'a', '') : fc.constant(null)
  const timers: fc.WeightedArbitrary<Action>[] = [
    some(2, schedule('callLater', delay)),
    some(1, schedule('callAt', delay)),
  ]
  return [
    some(6, schedule('callSoon')),
    some(8, statement('setResult', { future, value: number })),
    some(3, statement('setException', { future, error })),
    some(7, statement('cancel', { of: awaitable, message })),
    some(6, addDone),
    some(3, statement('removeDone', { of: awaitable, callback })),
    some(1, schedule('callSoonThreadsafe')),
    ...(language.timers ? timers : []),
    some(4, statement('cancelCall', { call: name('s') })),
    some(7, statement('createTask', { task: fc.constant('t0'), body, context: contextOrNull })),
    some(2, statement('copyContext', { context: one('x0', 'x1') })),
    some(3, statement('set', { variable, value: number })),
    some(1, statement('reset', { variable })),
    some(1, statement('get', { variable })),
    some(2, statement('state', { of: awaitable })),
    some(1, statement('result', { of: awaitable })),
    some(1, statement('exception', { of: awaitable })),
    some(1, statement('cancelling', { task })),
    ...(language.uncancel ? [some(1, statement('uncancel', { task }))] : []),
    some(1, statement('getName', { task })),
    some(1, statement('setName', { task, name: fc.constant('renamed') })),
    some(1, statement('getTasks')),
    some(1, statement('currentTask')),
    some(1, statement('runningLoop')),
    ...(language.stops ? [some(1, statement('stop'))] : []),
    some(1, statement('throw', { error })),
  ]
}

/** The first callback prepares: what it settles itself is settled before anything waits for it. */
function preparations(body: fc.Arbitrary<Step[]>, language: Language): fc.WeightedArbitrary<Action>[] {
  const createTask = statement('createTask', { task: fc.constant('t0'), body, context: contextOrNull })
  const others = [some(30, addDone), some(40, schedule('callSoon')), ...actionsWithout(body, language)]
  return [some(90, createTask), ...others]
}

/** Programs of the language, of about 5 to 25 statements. */
export function programs(language: Language): fc.Arbitrary<Program> {
  const depth = fc.createDepthIdentifier()
  const choice = { depthIdentifier: depth, withCrossShrink: true }
  const { body } = fc.letrec<{ body: Step[]; step: Step }>((tie) => {
    const inner = tie('body')
    const handler = fc.record({ body: inner, rethrow: fc.boolean() })
    const step: fc.Arbitrary<Step> = fc.oneof(
      { ...choice, maxDepth: 3 },
      some(40, fc.record({ do: fc.constant('await' as const), of: awaitable })),
      some(16, fc.record({ do: fc.constant('yield' as const) })),
      some(4, fc.record({ do: fc.constant('return' as const), value: number })),
      some(
        24,
        fc.record({
          do: fc.constant('try' as const),
          body: inner,
          caught: fc.option(handler, { freq: 4 }),
          finally: fc.option(inner, { freq: 2 }),
        }),
      ),
      ...actionsWithout(inner, language),
    )
    return { body: fc.array(tie('step'), { ...whole, maxLength: 4 }), step }
  })
  const action = fc.oneof(choice, ...actionsWithout(body, language))
  const callbackBody = fc.array(action, { ...whole, maxLength: 3 })
  const program = fc.record({
    futures: fc.integer({ min: 1, max: 3 }),
    callbacks: fc.array(callbackBody, { ...whole, minLength: 1, maxLength: 3 }),
    until: language.stops ? fc.option(future, { freq: 2 }) : fc.constant(null),
    main: fc.array(fc.oneof(choice, ...preparations(body, language)), {
      ...whole,
      minLength: 1,
      maxLength: 7,
    }),
  })
  return program.map(settle)
}
