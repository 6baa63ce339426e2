/** What is true of a loop, or around it, while a check does its small acts on it. */
import type { Coroutine, EventLoop, Future } from '../../../spec/index.ts'
import { oneOf, withBridged, type CheckContext } from '../../harness/index.ts'

/** Only a life that is worn needs more. Over a bridge it takes its place, and each call costs more. */
const few = 4
const [dozen, fewBridged] = [12, 3]

/** More than a table of a thousand entries holds: timers, which wait all the time, and callbacks. */
const [manyTimers, manyCallbacks] = [1100, 110]
const farMs = 3_600_000

export type Life =
  'new' | 'worn' | 'used' | 'beside another' | 'debug' | 'eager' | 'stopping' | 'busy' | 'crowded'

/** A life, and how often an act is done in it. */
export type Lived = readonly [life: Life, times: number]

export const lives = withBridged(
  oneOf<Lived>(
    ['that is new', () => ['new', few]],
    ['that does it very often', () => ['worn', few]],
    ['that has run twice', () => ['used', few]],
    ['that is beside one in a run', () => ['beside another', few]],
    ['in debug mode', () => ['debug', few]],
    ['with eager tasks', () => ['eager', few]],
    ['after stop()', () => ['stopping', few]],
    ['with 1100 timers and 110 callbacks', () => ['busy', few]],
    ['with 110 tasks that wait for as many futures', () => ['crowded', few]],
  ),
  oneOf<Lived>(
    ['that is new', () => ['new', fewBridged]],
    ['that has run twice', () => ['used', dozen]],
    ['in debug mode', () => ['debug', fewBridged]],
  ),
)

export interface Beginning {
  readonly loop: EventLoop
  /** Called inside of the run, just before the acts. */
  readonly before: () => void
  readonly after: () => Promise<void>
}

const nothing = (): void => undefined

/** Makes a loop with this life. */
export async function begin(t: CheckContext, life: Life): Promise<Beginning> {
  const beside = life === 'beside another' ? t.newEventLoop() : null
  const loop = t.newEventLoop()
  const beginning = { loop, before: nothing, after: () => Promise.resolve() }
  switch (life) {
    case 'used':
      await t.iterations(loop, 1)
      await t.iterations(loop, 1)
      return beginning
    case 'debug':
      loop.setDebug(true)
      return beginning
    case 'eager': {
      const { eagerTaskFactory } = t.api as Partial<typeof t.api>
      if (eagerTaskFactory !== undefined) loop.setTaskFactory(eagerTaskFactory)
      return beginning
    }
    case 'stopping':
      return { ...beginning, before: () => loop.stop() }
    case 'busy':
      for (let count = 0; count < manyTimers; count++) loop.callLater(farMs, nothing)
      return {
        ...beginning,
        before: () => {
          for (let count = 0; count < manyCallbacks; count++) loop.callSoon(nothing)
        },
      }
    case 'crowded': {
      const gates = Array.from({ length: 110 }, () => loop.createFuture())
      for (const gate of gates) loop.createTask(awaiting(gate))
      const release = async (): Promise<void> => {
        for (const gate of gates) gate.setResult('open')
        await t.iterations(loop)
      }
      return { ...beginning, after: release }
    }
    case 'beside another': {
      const run = beside?.runForever()
      const release = async (): Promise<void> => {
        beside?.stop()
        await run
      }
      return { ...beginning, after: release }
    }
    case 'new':
    case 'worn':
      return beginning
  }
}

function* awaiting(gate: Future): Coroutine<void> {
  yield* gate
}
