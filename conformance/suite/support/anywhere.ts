/** The same small act at any place, in any life of a loop, and again and again. */
import { errorKind, type ClauseId, type Coroutine, type EventLoop, type Future } from '../../../spec/index.ts'
import { check, oneOf, withBridged, type Check, type CheckContext } from '../../harness/index.ts'

/** More than a counter of ten holds. Over a bridge each call costs more. */
const [few, fewBridged] = [12, 3]

/** What an act works with. */
export interface Scene {
  readonly t: CheckContext
  readonly loop: EventLoop
  /** False if the act is called outside of a run. */
  readonly inRun: boolean
  /** Makes the life of the loop true again, in a later iteration: calls `stop()`, or schedules many callbacks. */
  readonly relive: () => void
}

/** Does something, and returns what tells afterwards, when the loop has run on, what became of it: in words. */
export type Act = (scene: Scene) => () => string

/** A check of an act. It passes if each act, however often and wherever, comes to what is expected. */
export function anywhere(
  clause: ClauseId,
  what: string,
  expected: string | ((scene: Scene) => string),
  act: Act,
): Check {
  return checkOf(clause, what, expected, act, 110)
}

/** The same for an act that takes a microsecond or two. More than a counter or a table of a thousand entries holds. */
export function thousandfold(...args: Parameters<typeof anywhere>): Check {
  return checkOf(...args, 1100)
}

/** The same with something that is made on the loop before, such as a connection. */
export function anywhereWith<S>(
  clause: ClauseId,
  what: string,
  expected: string,
  prepare: (t: CheckContext, loop: EventLoop) => Promise<S>,
  act: (scene: Scene, prepared: S) => () => string,
): Check {
  const prepared = new WeakMap<EventLoop, S>()
  const known = (scene: Scene): (() => string) => act(scene, prepared.get(scene.loop) as S)
  return checkOf(clause, what, expected, known, 110, async (t, loop) => {
    prepared.set(loop, await prepare(t, loop))
  })
}

/** The same with something that is made for each act, and that the act ends. */
export function anywhereWithEach<S>(
  clause: ClauseId,
  what: string,
  expected: string,
  prepare: (t: CheckContext, loop: EventLoop) => Promise<S>,
  act: (scene: Scene, prepared: S) => () => string,
): Check {
  const prepared = new WeakMap<EventLoop, S[]>()
  const next = (scene: Scene): (() => string) => act(scene, prepared.get(scene.loop)?.pop() as S)
  return checkOf(clause, what, expected, next, few, async (t, loop, times) => {
    const all: S[] = []
    while (all.length < times) all.push(await prepare(t, loop))
    prepared.set(loop, all)
  })
}

/** `most`: how often the act is done on a loop that does it very often. */
function checkOf(
  clause: ClauseId,
  what: string,
  expected: string | ((scene: Scene) => string),
  act: Act,
  most: number,
  prepare?: (t: CheckContext, loop: EventLoop, times: number) => Promise<void>,
): Check {
  const run = async (t: CheckContext): Promise<void> => {
    const [life, usual] = t.draw('on a loop', lives)
    const place = t.draw('called', places)
    const times = life === 'worn' ? most : usual
    const { loop, before, after } = await begin(t, life)
    const scene = { t, loop, inRun: place !== 'outside of a run', relive: before }
    await prepare?.(t, loop, times)
    const tell: (() => string)[] = []
    put(loop, place, () => {
      if (scene.inRun) before()
      while (tell.length < times) tell.push(inWords(t, () => act(scene)))
    })
    // A run may end early, and leave the end of its iterations to the next one. Each stop() may end one.
    const rounds = life === 'stopping' ? 5 * times : 3
    for (let round = 0; round < rounds; round++) await t.iterations(loop, 10)
    const wanted = typeof expected === 'string' ? expected : expected(scene)
    const found = tell.map((one) => inWords(t, () => one)())
    await after()
    const wrong = found.findIndex((words) => words !== wanted)
    if (wrong >= 0) t.same(found[wrong], wanted, `${what}, number ${String(wrong + 1)},`)
  }
  return check(clause, `${what}, anywhere and often`, run, { comesLast: true })
}

function inWords(t: CheckContext, make: () => () => string): () => string {
  const made = t.attempt(make)
  if (made.threw) return () => `threw ${errorKind(made.error) ?? 'an error'}`
  return () => {
    const told = t.attempt(made.value)
    return told.threw ? `threw ${errorKind(told.error) ?? 'an error'}` : told.value
  }
}

type Place =
  'in a callback' | 'in a step' | 'in a done callback' | 'in the exception handler' | 'outside of a run'

const placeNames: readonly Place[] = [
  'in a callback',
  'in a step',
  'in a done callback',
  'in the exception handler',
  'outside of a run',
]

const places = oneOf<Place>(
  ['in a callback', () => 'in a callback'],
  ...placeNames.slice(1).map((name) => [name, () => name] as const),
)

function put(loop: EventLoop, place: Place, call: () => void): void {
  switch (place) {
    case 'in a callback':
      loop.callSoon(call)
      return
    case 'in a step':
      loop.createTask(stepThatCalls(call))
      return
    case 'in a done callback': {
      const future = loop.createFuture()
      future.addDoneCallback(() => call())
      loop.callSoon(() => future.setResult('done'))
      return
    }
    case 'in the exception handler': {
      const given = loop.getExceptionHandler()
      loop.callSoon(() => {
        loop.setExceptionHandler(() => {
          loop.setExceptionHandler(given)
          call()
        })
        loop.callExceptionHandler({ message: 'The check calls the handler.' })
      })
      return
    }
    case 'outside of a run':
      call()
  }
}

function* stepThatCalls(call: () => void): Coroutine<void> {
  call()
}

type Life = 'new' | 'worn' | 'used' | 'beside another' | 'debug' | 'eager' | 'stopping' | 'busy' | 'crowded'

/** A life, and how often an act is done in it. */
type Lived = readonly [life: Life, times: number]

const lives = withBridged(
  oneOf<Lived>(
    ['that is new', () => ['new', few]],
    ['that does it very often', () => ['worn', few]],
    ['that has run twice', () => ['used', few]],
    ['that is beside one in a run', () => ['beside another', few]],
    ['in debug mode', () => ['debug', few]],
    ['with eager tasks', () => ['eager', few]],
    ['after stop()', () => ['stopping', few]],
    ['with 110 callbacks', () => ['busy', few]],
    ['with 110 tasks that wait for as many futures', () => ['crowded', few]],
  ),
  oneOf<Lived>(
    ['that is new', () => ['new', fewBridged]],
    ['that has run twice', () => ['used', few]],
    ['in debug mode', () => ['debug', fewBridged]],
  ),
)

interface Beginning {
  readonly loop: EventLoop
  /** Called inside of the run, just before the acts. */
  readonly before: () => void
  readonly after: () => Promise<void>
}

const nothing = (): void => undefined

async function begin(t: CheckContext, life: Life): Promise<Beginning> {
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
      return {
        ...beginning,
        before: () => {
          for (let count = 0; count < 110; count++) loop.callSoon(nothing)
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
