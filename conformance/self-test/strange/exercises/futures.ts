import type { Future, SettableFuture } from '../../../../spec/index.ts'
import { numbers, values, type Exercise, type Exerciser } from './exercise.ts'

/** What can be asked of a future. */
export function tellAll({ tell }: Exerciser, what: string, future: Future): void {
  tell(`${what} done()`, () => future.done())
  tell(`${what} cancelled()`, () => future.cancelled())
  tell(`${what} result()`, () => future.result())
  tell(`${what} exception()`, () => future.exception())
}

/** Done callbacks in their order, one removed, one twice, one with a context, and one that is late. */
export function watch(x: Exerciser, what: string, future: Future): void {
  const { api, note, tell, show, atTheEnd } = x
  const hear = (label: string) => (done: Future) =>
    note(`${what} called ${label} with ${done === future ? 'itself' : show(done)}`)
  const variable = new api.ContextVar<number>('v')
  const context = api.copyContext()
  context.run(() => variable.set(1))
  const read = (): void => note(`${what} variable is ${show(variable.get(0))}`)
  const removed = hear('removed')
  const twice = hear('twice')
  future.addDoneCallback(hear('first'))
  future.addDoneCallback(removed)
  future.addDoneCallback(twice)
  future.addDoneCallback(read, { context })
  future.addDoneCallback(twice)
  future.addDoneCallback(removed)
  const token = variable.set(4)
  future.addDoneCallback(read)
  variable.reset(token)
  future.addDoneCallback(read, { context: undefined })
  tell(`${what} removeDoneCallback()`, () => future.removeDoneCallback(removed))
  tell(`${what} removeDoneCallback() again`, () => future.removeDoneCallback(removed))
  for (const index of numbers(10)) future.addDoneCallback(hear(`number ${String(index)}`))
  atTheEnd(() => {
    future.addDoneCallback(hear('late'))
    future.addDoneCallback(read, { context })
  })
}

export const futures: Exercise = {
  name: 'futures',
  targets: ['future', 'loop'],
  act: (x) => {
    const { loop, tell, called, go, note, show, atTheEnd } = x
    const make = (name: string): SettableFuture => called(name, loop.createFuture())
    const ways: Readonly<Record<string, (future: SettableFuture) => unknown>> = {
      'setException(Error)': (future) => future.setException(new Error('mine')),
      'setException(class)': (future) => future.setException(RangeError),
      'setException(0)': (future) => future.setException(0),
      "setException('')": (future) => future.setException(''),
      'setException(false)': (future) => future.setException(false),
      'cancel()': (future) => future.cancel(),
      "cancel('why')": (future) => future.cancel('why'),
      "cancel('')": (future) => future.cancel(''),
      'cancel(undefined)': (future) => future.cancel(undefined),
      'cancel(null)': (future) => future.cancel(null),
      'cancel(0)': (future) => future.cancel(0),
    }
    for (const value of values)
      tell(`setResult(${show(value)})`, () => {
        const future = make('f')
        watch(x, 'f', future)
        future.setResult(value)
        tellAll(x, 'f', future)
        tell('setResult() again', () => future.setResult(value))
        tell('setException() after it', () => future.setException(new Error('late')))
        tell('cancel() after it', () => future.cancel())
        atTheEnd(() => tellAll(x, 'f in the end', future))
      })
    for (const [what, settle] of Object.entries(ways)) {
      const future = make('f')
      tell('getLoop() is its loop', () => future.getLoop() === loop)
      tellAll(x, 'pending', future)
      watch(x, what, future)
      go(`awaiting ${what}`, function* () {
        return yield* future
      })
      go(`awaiting ${what} too`, function* () {
        return yield* future
      })
      tell(what, () => settle(future))
      tellAll(x, what, future)
      tell('cancel() after it', () => future.cancel('late'))
      tell('setResult() after it', () => future.setResult(1))
      atTheEnd(() => tellAll(x, `${what} in the end`, future))
    }
    for (const bad of [undefined, null]) tell(`setException(${show(bad)})`, () => make('f').setException(bad))
    const slow = make('slow')
    watch(x, 'slow', slow)
    loop.callLater(500, () => note('time for the slow one'))
    loop.callLater(1000, () => slow.setResult('slow'))
    const one = make('one')
    tell('two futures are two', () => one !== slow)
    one.setResult(1)
  },
}
