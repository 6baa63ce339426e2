import { optionsOf, type Call } from './call.ts'
import type { Method } from './method.ts'
import { placeNow } from './watched-loop.ts'

/** How the table groups triggers. */
export type TriggerFamily =
  | 'always'
  | 'from the n-th call on a loop'
  | 'each n-th call in all'
  | 'again on the same object'
  | 'above a size'
  | 'an argument'
  | 'a second loop'
  | 'after a restart'
  | 'after stop()'
  | 'a place'
  | 'an option'
  | 'debug mode'
  | 'eager tasks'

/** What a witness has to do so that the trigger can be met. */
export interface Setting {
  /** The number of calls that are taken to have been before the first. */
  readonly callsBefore?: number
  /** How many callbacks, timers or tasks live beside the exercise. */
  readonly pending?: number
  readonly tasks?: number
  /** Another loop is open, or in the middle of a run. */
  readonly besides?: 'open' | 'running'
  /** How many runs have been before. */
  readonly runs?: number
  readonly stopping?: boolean
  readonly debug?: boolean
  readonly eager?: boolean
}

export interface Trigger {
  readonly name: string
  readonly family: TriggerFamily
  readonly applies: (method: Method) => boolean
  readonly meets: (call: Call) => boolean
  readonly setting: Setting
}

const hasLoop = ({ target }: Method): boolean => !['context', 'variable', 'runner'].includes(target)

function trigger(
  name: string,
  family: TriggerFamily,
  meets: Trigger['meets'],
  rest: Partial<Pick<Trigger, 'applies' | 'setting'>> = {},
): Trigger {
  return { name, family, meets, applies: hasLoop, setting: {}, ...rest }
}

function given(name: string, isIt: (value: unknown) => boolean): Trigger {
  return trigger(name, 'an argument', ({ args }) => args.some(holds(isIt)), {
    applies: ({ takes }) => takes > 0,
  })
}

/** The value itself, or a member of a list of arguments. */
function holds(isIt: (value: unknown) => boolean): (value: unknown) => boolean {
  return (value) => isIt(value) || (Array.isArray(value) && value.some(isIt))
}

const falsy: readonly unknown[] = [false, 0, '', 0n]

function listAbove(count: number): Trigger {
  return trigger(
    `list-above-${String(count)}`,
    'above a size',
    ({ method: { list }, args }) => sizeOf(args[list ?? 0]) > count,
    { applies: ({ list }) => list !== null },
  )
}

function sizeOf(value: unknown): number {
  const { length, size } = (value ?? {}) as { length?: unknown; size?: unknown }
  return typeof length === 'number' ? length : typeof size === 'number' ? size : 0
}

function place(name: string, where: ReturnType<typeof placeNow>): Trigger {
  return trigger(name, 'a place', () => placeNow() === where, { applies: () => true })
}

const counts = [3, 10, 100, 1000]

const optionNames = ['context', 'name', 'eagerStart', 'returnExceptions', 'returnWhen', 'timeout', 'loop']

/** At every call. Such a fault shows what no check observes at all, whatever the trigger. */
export const always: Trigger = trigger('always', 'always', () => true, { applies: () => true })

export const triggers: readonly Trigger[] = [
  ...counts.map((n) =>
    trigger(`from-call-${String(n)}`, 'from the n-th call on a loop', (call) => call.counts.onLoop >= n, {
      setting: { callsBefore: n - 1 },
    }),
  ),
  ...counts.map((n) =>
    trigger(`each-call-${String(n)}`, 'each n-th call in all', (call) => call.counts.inAll % n === 0, {
      applies: () => true,
      setting: { callsBefore: n - 1 },
    }),
  ),
  trigger('second-call-on-the-object', 'again on the same object', (call) => call.counts.onObject === 2, {
    applies: ({ target }) => !['module', 'loop'].includes(target),
  }),
  ...[8, 100, 1000].map((pending) =>
    trigger(
      `pending-above-${String(pending)}`,
      'above a size',
      ({ loop }) => loop?.hasPending(pending) === true,
      { setting: { pending: pending + 1 } },
    ),
  ),
  ...[8, 100].map((tasks) =>
    trigger(`tasks-above-${String(tasks)}`, 'above a size', ({ loop }) => loop?.hasTasks(tasks) === true, {
      setting: { tasks: tasks + 1 },
    }),
  ),
  ...[1, 8, 32, 1000].map(listAbove),
  given('falsy-argument', (value) => falsy.includes(value) || Number.isNaN(value)),
  given('undefined-argument', (value) => value === undefined),
  given('null-argument', (value) => value === null),
  trigger('second-loop', 'a second loop', ({ loop }) => loop?.isSecond === true, {
    setting: { besides: 'open' },
  }),
  trigger('beside-a-run', 'a second loop', ({ loop }) => loop?.isBesideARun === true, {
    setting: { besides: 'running' },
  }),
  trigger('from-run-2', 'after a restart', ({ loop }) => (loop?.runs ?? 0) >= 2, { setting: { runs: 1 } }),
  trigger('from-run-3', 'after a restart', ({ loop }) => (loop?.runs ?? 0) >= 3, { setting: { runs: 2 } }),
  trigger('after-stop', 'after stop()', ({ loop }) => loop?.isStopping === true, {
    setting: { stopping: true },
  }),
  place('in-a-step', 'step'),
  place('in-a-callback', 'callback'),
  place('in-a-done-callback', 'done callback'),
  place('in-the-exception-handler', 'handler'),
  place('outside-of-a-run', 'outside'),
  ...optionNames.map((name) =>
    trigger(
      `with-${name}`,
      'an option',
      (call) => optionsOf(call)?.[name] !== undefined && optionsOf(call)?.[name] !== null,
      { applies: ({ options }) => options.includes(name) },
    ),
  ),
  trigger('in-debug-mode', 'debug mode', ({ loop }) => loop?.getDebug() === true, {
    setting: { debug: true },
    applies: (method) => hasLoop(method) && !method.name.endsWith('Debug'),
  }),
  trigger('eager', 'eager tasks', ({ loop }) => loop?.makesEagerTasks === true, { setting: { eager: true } }),
]
