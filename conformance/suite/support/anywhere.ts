/** The same small act at any place, in any life of a loop, and again and again. */
import { errorKind, type ClauseId, type Coroutine, type EventLoop } from '../../../spec/index.ts'
import { check, oneOf, type Check, type CheckContext } from '../../harness/index.ts'
import { begin, lives } from './lives.ts'
import { pass } from './turns.ts'

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
  most = 110,
): Check {
  return checkOf(clause, what, expected, act, most)
}

/** The same for an act that takes a microsecond or two. More than a counter or a table of a thousand entries holds. */
export function thousandfold(...[clause, what, expected, act]: Parameters<typeof anywhere>): Check {
  return checkOf(clause, what, expected, act, 1100)
}

/** For an act that makes two calls of the same kind: more than a counter of a thousand calls holds. */
export const halfAThousand = 510

/** The same for an act that sets timers: if they are late, they have time to run. */
export function timersAnywhere(...[clause, what, expected, act]: Parameters<typeof anywhere>): Check {
  return checkOf(clause, what, expected, act, 110, undefined, pass)
}

/** The same with something that is made on the loop before, such as a connection. */
export function anywhereWith<S>(
  clause: ClauseId,
  what: string,
  expected: string,
  prepare: (t: CheckContext, loop: EventLoop) => Promise<S>,
  act: (scene: Scene, prepared: S) => () => string,
  most = 110,
): Check {
  const prepared = new WeakMap<EventLoop, S>()
  const known = (scene: Scene): (() => string) => act(scene, prepared.get(scene.loop) as S)
  return checkOf(clause, what, expected, known, most, async (t, loop) => {
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
  most = 12,
): Check {
  const prepared = new WeakMap<EventLoop, S[]>()
  const next = (scene: Scene): (() => string) => act(scene, prepared.get(scene.loop)?.pop() as S)
  return checkOf(clause, what, expected, next, most, async (t, loop, times) => {
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
  finish?: (t: CheckContext, loop: EventLoop) => Promise<void>,
): Check {
  const run = async (t: CheckContext): Promise<void> => {
    const [life, usual] = t.draw('on a loop', lives)
    const place = t.draw('called', places)
    const times = life === 'worn' ? most : usual
    const { loop, before, after } = await begin(t, life)
    await prepare?.(t, loop, times)
    const tell: (() => string)[] = []
    const wanted: string[] = []
    const actUntil = (inRun: boolean, count: number): void => {
      const scene = { t, loop, inRun, relive: before }
      while (tell.length < count) {
        tell.push(inWords(t, () => act(scene)))
        wanted.push(typeof expected === 'string' ? expected : expected(scene))
      }
    }
    const isOutside = place === 'outside of a run'
    // Outside of a run the life of a loop shows less. So some of the acts are done in a run even then.
    if (isOutside) actUntil(false, life === 'new' ? times : times / 2)
    put(loop, isOutside ? 'in a callback' : place, () => {
      before()
      actUntil(true, times)
    })
    // A run may end early, and leave the end of its iterations to the next one. Each stop() may end one.
    const rounds = life === 'stopping' ? 5 * times : 3
    for (let round = 0; round < rounds; round++) await t.iterations(loop, 10)
    const ask = (): string[] => tell.map((one) => inWords(t, () => one)())
    const isWrong = (words: string, index: number): boolean => words !== wanted[index]
    let found = ask()
    for (let tries = 0; finish !== undefined && tries < rounds && found.some(isWrong); tries++) {
      await finish(t, loop)
      found = ask()
    }
    await after()
    const wrong = found.findIndex(isWrong)
    if (wrong >= 0) t.same(found[wrong], wanted[wrong], `${what}, number ${String(wrong + 1)},`)
  }
  return check(clause, `${what}, anywhere and often`, run, { comesLast: true })
}

/** For an act that is possible in a turn only: outside of a run it waits for the next one. */
export function inTurn({ loop, inRun }: Scene, act: () => string): () => string {
  let words = 'nothing'
  if (inRun) words = act()
  else loop.callSoon(() => void (words = act()))
  return () => words
}

/** What a call throws that should throw a CancelledError: its kind and its message. */
export function cancelled(t: CheckContext, call: () => unknown): string {
  const called = t.attempt(call)
  if (!called.threw) return 'returned'
  const [message] = (called.error as { args?: readonly unknown[] }).args ?? []
  return `${String(errorKind(called.error))} ${String(message)}`
}

function inWords(t: CheckContext, make: () => () => string): () => string {
  const made = t.attempt(make)
  if (made.threw) return () => `threw ${errorKind(made.error) ?? 'an error'}`
  return () => {
    const told = t.attempt(made.value)
    return told.threw ? `threw ${errorKind(told.error) ?? 'an error'}` : told.value
  }
}

type PlaceInRun = 'in a callback' | 'in a step' | 'in a done callback' | 'in the exception handler'
type Place = PlaceInRun | 'outside of a run'

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

function put(loop: EventLoop, place: PlaceInRun, call: () => void): void {
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
  }
}

function* stepThatCalls(call: () => void): Coroutine<void> {
  call()
}
