import { errorKind, type Coroutine, type EventLoop, type Future } from '../../../spec/index.ts'
import type { Machine } from '../../programs/interpret.ts'
import type { Exercise, Exerciser } from './exercises/exercise.ts'
import type { Setting } from './triggers.ts'

/** Where an exercise is called. */
export const places = ['callback', 'step', 'outside', 'done callback', 'handler'] as const
export type Place = (typeof places)[number]

/** Milliseconds of the loop. Every timer of an exercise is due before. */
const horizonMs = 1_000_000
/** A run that an exercise ends early goes on in the next. */
const runsPerExercise = 6

/** Runs an exercise on a new loop, in a setting and at a place, and returns what it notes. */
export async function observe(
  exercise: Exercise,
  machine: Machine,
  setting: Setting,
  place: Place,
): Promise<string[]> {
  const notes: string[] = []
  const neighbour = setting.besides === undefined ? null : machine.newEventLoop()
  const { exerciser, finish } = prepare(machine, notes, place)
  const { loop } = exerciser
  const release = await arrange(setting, machine, loop, neighbour)
  if (exercise.alone !== undefined) await exercise.alone(exerciser)
  else if (exercise.act !== undefined) {
    const { act } = exercise
    start(loop, place, () => {
      if (setting.stopping === true) loop.stop()
      act(exerciser)
    })
    await runUntilIdle(exerciser)
    finish()
    await runUntilIdle(exerciser)
  }
  await release()
  exerciser.tell('close()', () => loop.close())
  // What happens in tasks that have nothing to do with each other may interleave in any way.
  return exercise.isInterleaved === true ? notes.sort() : notes
}

function start(loop: EventLoop, place: Place, act: () => void): void {
  switch (place) {
    case 'outside':
      act()
      return
    case 'callback':
      loop.callSoon(act)
      return
    case 'step':
      loop.createTask(
        (function* (): Coroutine<void> {
          act()
        })(),
      )
      return
    case 'done callback': {
      const future = loop.createFuture()
      future.addDoneCallback(() => act())
      future.setResult(null)
      return
    }
    case 'handler': {
      const before = loop.getExceptionHandler()
      loop.callSoon(() => {
        loop.setExceptionHandler(() => {
          loop.setExceptionHandler(before)
          act()
        })
        loop.callExceptionHandler({ message: 'begin' })
      })
    }
  }
}

async function runUntilIdle({ loop, note, show }: Exerciser): Promise<void> {
  let idle = false
  loop.callLater(horizonMs, () => {
    idle = true
    loop.stop()
  })
  for (let runs = 0; !idle && runs < runsPerExercise; runs++) {
    try {
      await loop.runForever()
      note('the run ended')
    } catch (error) {
      note(`the run threw ${show(error)}`)
    }
  }
}

/** Makes the surroundings of the exercise. Returns what removes them. */
async function arrange(
  setting: Setting,
  machine: Machine,
  loop: EventLoop,
  other: EventLoop | null,
): Promise<() => Promise<void>> {
  const run = setting.besides === 'running' ? other?.runForever() : undefined
  if (setting.debug === true) loop.setDebug(true)
  for (let runs = 0; runs < (setting.runs ?? 0); runs++) {
    loop.callSoon(() => loop.stop())
    await loop.runForever()
  }
  const gate = loop.createFuture()
  for (let count = 0; count < (setting.tasks ?? 0); count++) loop.createTask(idle(gate))
  for (let count = 0; count < (setting.pending ?? 0); count++) spin(loop, 12)
  if (setting.eager === true) loop.setTaskFactory(machine.api.eagerTaskFactory)
  return async () => {
    if (loop.isClosed() || loop.isRunning()) return
    gate.cancel()
    if (run !== undefined) {
      other?.stop()
      await run
    }
    other?.close()
  }
}

function* idle(gate: Future): Coroutine<void> {
  yield* gate
}

/** A callback that comes back `left` times. */
function spin(loop: EventLoop, left: number): void {
  if (left > 0) loop.callSoon(() => spin(loop, left - 1))
}

function prepare(
  machine: Machine,
  notes: string[],
  place: Place,
): { exerciser: Exerciser; finish: () => void } {
  const names = new WeakMap<object, string>()
  const endings: (() => void)[] = []
  let delays = 0
  const note = (what: string): void => void notes.push(what)
  const show = (value: unknown): string => showValue(value, names)
  const called = <T extends object>(name: string, what: T): T => {
    if (!names.has(what)) names.set(what, name)
    return what
  }
  const newLoop = (name: string): EventLoop => {
    const loop = called(name, machine.newEventLoop())
    loop.setExceptionHandler((_loop, { exception }) => {
      // Between turns only the garbage collector reports.
      if (machine.api.peekRunningLoop() !== null) note(`reported ${show(exception)}`)
    })
    return loop
  }
  const loop = newLoop('loop')
  const tell = <T>(what: string, call: () => T): T | undefined => {
    try {
      const result = call()
      note(`${what}: ${show(result)}`)
      return result
    } catch (error) {
      note(`${what} threw ${show(error)}`)
      return undefined
    }
  }
  const go = (what: string, make: () => Coroutine<unknown>): void => {
    try {
      loop.createTask(following(what, make()))
    } catch (error) {
      note(`${what} threw ${show(error)}`)
    }
  }
  function* following(what: string, coroutine: Coroutine<unknown>): Coroutine<void> {
    try {
      note(`${what} gave ${show(yield* coroutine)}`)
    } catch (error) {
      note(`${what} threw ${show(error)}`)
    }
  }
  const exerciser: Exerciser = {
    api: machine.api,
    loop,
    newEventLoop: () => newLoop('another loop'),
    note,
    tell,
    called,
    show,
    go,
    inPlace: (call) => start(loop, place, call),
    distinct: (ms) => ms + delays++,
    atTheEnd: (call) => endings.push(call),
  }
  return { exerciser, finish: () => endings.forEach((call) => call()) }
}

/** The texts of errors that an exercise makes begin with these words. The texts of others are free. */
const own = /^(mine|of |refused|late)/

function showValue(value: unknown, names: WeakMap<object, string>): string {
  if (Object.is(value, -0)) return '-0'
  if (typeof value === 'string') return `'${value}'`
  if (typeof value === 'function') return 'a function'
  if (typeof value !== 'object' || value === null) return String(value)
  const name = names.get(value)
  if (name !== undefined) return name
  if (Array.isArray(value)) {
    const shown = value.map((member) => showValue(member, names))
    return shown.length <= 40
      ? `[${shown.join()}]`
      : `[${shown.slice(0, 20).join()} … ${String(shown.length)}]`
  }
  const kind = errorKind(value)
  if (kind === null) return value instanceof Error ? `${value.name} ${words(value)}`.trim() : 'an object'
  const { errors, args } = value as { errors?: unknown; args?: unknown }
  if (Array.isArray(errors)) return `${kind} of ${showValue(errors, names)}`
  if (kind === 'CancelledError') return `${kind} ${Array.isArray(args) ? showValue(args[0], names) : ''}`
  return `${kind} ${words(value as Error)}`.trim()
}

function words(error: Error): string {
  return own.test(error.message) ? error.message : ''
}
