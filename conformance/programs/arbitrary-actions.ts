import type { Arbitrary, WeightedArbitrary } from 'fast-check'
import { fc } from '../harness/fast-check.generated.ts'
import {
  awaitable,
  callback,
  calls,
  contextOrNull,
  contexts,
  delays,
  errors,
  future,
  group,
  lengthOrNull,
  number,
  one,
  some,
  statement,
  task,
  timeout,
  value,
  variable,
  whole,
} from './arbitrary-parts.ts'
import type { Language } from './language.ts'
import type { Action, CreateTask, Derive, Schedule, Step } from './program.ts'

/** The bodies inside statements. */
export interface Bodies {
  readonly steps: Arbitrary<Step[]>
  readonly actions: Arbitrary<Action[]>
}

function schedule(verb: Schedule['do'], delay: Arbitrary<number> = fc.constant(0)): Arbitrary<Schedule> {
  return statement(verb, { call: fc.constant('s0'), callback, context: contextOrNull, delay })
}

const addDone = statement('addDone', {
  of: awaitable,
  callback,
  context: contextOrNull,
  twice: fc.oneof(some(3, fc.constant(false)), some(1, fc.constant(true))),
})

/** Sizes at which queues, rings and heaps grow. */
const many = statement('many', {
  what: one('callSoon', 'addDone', 'gather'),
  of: awaitable,
  count: fc.oneof(some(12, fc.constantFrom(2, 8, 9, 16, 17, 33)), some(1, fc.constant(1025))),
})

export function createTask(
  body: Arbitrary<Step[]>,
  language: Language,
  inGroup: Arbitrary<string | null> = fc.oneof(some(1, fc.constant(null)), some(1, group)),
): Arbitrary<CreateTask> {
  const common = { task: fc.constant('t0'), body, group: language.groups ? inGroup : fc.constant(null) }
  const lazy = statement('createTask', {
    ...common,
    context: language.eager || !language.timeouts ? fc.constant(null) : contextOrNull,
    eagerStart: fc.constant(null),
    through: fc.constant(null),
  })
  const through = statement('createTask', {
    ...common,
    group: fc.constant(null),
    context: fc.constant(null),
    eagerStart: fc.constant(null),
    through: one('ensureFuture', 'gather', 'shield'),
  })
  const chosen = statement('createTask', {
    ...common,
    context: fc.constant(null),
    eagerStart: fc.boolean(),
    through: fc.constant(null),
  })
  return fc.oneof(
    some(10, lazy),
    // A task that starts eagerly may be done, and not listed, before its function returns.
    ...(language.eager ? [] : [some(1, through)]),
    ...(language.eagerStart ? [some(2, chosen)] : []),
  )
}

export const derivations: readonly WeightedArbitrary<Derive>[] = [
  some(
    3,
    statement('gather', {
      future: fc.constant('g0'),
      of: fc.array(awaitable, { ...whole, maxLength: 3 }),
      returnExceptions: fc.boolean(),
    }),
  ),
  some(2, statement('shield', { future: fc.constant('g0'), of: awaitable })),
]

function timerActions(language: Language): WeightedArbitrary<Action>[] {
  const delay = delays(language)
  const units = fc.constantFrom(0, 1, 2)
  return [
    some(2, schedule('callLater', delay)),
    some(1, schedule('callAt', delay)),
    some(1, statement('together', { calls: fc.array(calls, { minLength: 2, maxLength: 3 }), units })),
    some(1, statement('timeoutState', { timeout })),
    some(3, statement('reschedule', { timeout, units: lengthOrNull(fc.constantFrom(0, 1, 2, -1)) })),
  ]
}

function contextActions(bodies: Bodies): WeightedArbitrary<Action>[] {
  return [
    some(4, statement('copyContext', { context: contexts })),
    some(5, statement('set', { variable, value: number })),
    some(2, statement('reset', { variable, token: one('v0', 'v0', 'v1') })),
    some(1, statement('get', { variable })),
    some(1, statement('getIn', { context: contexts, variable })),
    some(2, statement('runIn', { context: contexts, body: bodies.actions })),
  ]
}

/** The statements that note the names of tasks. */
function nameActions(): WeightedArbitrary<Action>[] {
  return [
    some(1, statement('getName', { task })),
    some(1, statement('setName', { task, name: fc.constant('renamed') })),
    some(1, statement('getTasks')),
    some(1, statement('currentTask')),
  ]
}

export function actions(bodies: Bodies, language: Language): WeightedArbitrary<Action>[] {
  const error = errors(language)
  const message = language.messages ? fc.constantFrom(null, 'a', '') : fc.constant(null)
  return [
    some(6, schedule('callSoon')),
    some(8, statement('setResult', { future, value })),
    some(5, statement('setException', { future, error })),
    some(7, statement('cancel', { of: awaitable, message })),
    some(6, addDone),
    some(3, statement('removeDone', { of: awaitable, callback })),
    some(1, schedule('callSoonThreadsafe')),
    ...(language.timers ? timerActions(language) : []),
    some(4, statement('cancelCall', { call: calls })),
    some(2, many),
    some(7, createTask(bodies.steps, language)),
    ...derivations,
    ...contextActions(bodies),
    some(2, statement('state', { of: awaitable })),
    some(1, statement('result', { of: awaitable })),
    some(1, statement('exception', { of: awaitable })),
    ...(language.timeouts ? [some(1, statement('cancelling', { task }))] : []),
    ...(language.uncancel ? [some(1, statement('uncancel', { task }))] : []),
    ...(language.eagerNames ? nameActions() : []),
    some(1, statement('runningLoop')),
    ...(language.stops ? [some(1, statement('stop'))] : []),
    some(1, statement('report', { error })),
    some(1, statement('throw', { error })),
  ]
}

/** The first callback prepares: what it settles is settled before anything waits for it. */
export function preparations(bodies: Bodies, language: Language): WeightedArbitrary<Action>[] {
  const others = [some(30, addDone), some(40, schedule('callSoon')), ...actions(bodies, language)]
  return [some(90, createTask(bodies.steps, language)), ...others]
}
