/** What crosses the bridge, both ways, and that it is let go of. */
import { fileURLToPath } from 'node:url'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  CancelledError,
  errorKind,
  KeyboardInterrupt,
  type AsyncioApi,
  type Coroutine,
  type EventLoop,
  type BridgedAdapter,
} from '../../spec/index.ts'
import { captureNodeHost } from '../supervisor/node-host.ts'
import { hasPython } from '../self-test/python/has-python.ts'
import { connectPython } from './adapter.ts'
import { Peer } from './peer.ts'
import { ProcessChannel, type InterpreterEnd } from './channel-process.ts'
import { pythonApi } from './api.ts'

const telltale = fileURLToPath(new URL('../self-test/python/telltale.py', import.meta.url))

const ways = [
  ...(hasPython ? [{ way: 'python', interpreter: 'python3' } as const] : []),
  { way: 'pyodide', interpreter: 'pyodide-314' } as const,
]

describe.each(ways)('over $interpreter', ({ way, interpreter }) => {
  let adapter: BridgedAdapter
  let api: AsyncioApi
  let loop: EventLoop

  beforeAll(async () => {
    adapter = await connectPython({ way, interpreter, module: 'asyncio', callable: '' })
    api = adapter.api as AsyncioApi
  })
  beforeEach(() => {
    adapter.beginCheck?.(30_000, () => undefined)
    loop = adapter.newEventLoop()
  })
  afterEach(() => {
    loop.close()
    adapter.endCheck?.()
  })

  const object = { key: 1 }
  const values = [
    null,
    undefined,
    true,
    0,
    -0,
    1.5,
    2 ** 53,
    1e300,
    NaN,
    Infinity,
    -Infinity,
    '',
    'text',
    '🐍\ud800',
  ]
  const things = [
    object,
    [1, 2],
    () => 1,
    Symbol('symbol'),
    10n ** 30n,
    new Map(),
    new Date(0),
    Promise.resolve(),
  ]

  it.each([...values, ...things])('keeps %s, whatever it is', async (value) => {
    const future = loop.createFuture()
    future.setResult(value)
    expect(Object.is(future.result(), value)).toBe(true)
    const seen: unknown[] = []
    loop.callSoon((...args: readonly unknown[]) => seen.push(...args), [value])
    loop.callSoon(() => loop.stop())
    await loop.runForever()
    expect(seen.length).toBe(1)
    expect(Object.is(seen[0], value)).toBe(true)
  })

  it('gives what `yield*` of a future gives, and shows the task to code that asks for the current task', async () => {
    const future = loop.createFuture()
    const seen: boolean[] = []
    function* main(): Coroutine<unknown> {
      seen.push(api.currentTask() === task, api.getTasks().has(task), api.getRunningLoop() === loop)
      return yield* future
    }
    const task = loop.createTask(main(), { name: 'main' })
    loop.callSoon(() => future.setResult(object))
    expect(await loop.runUntilComplete(task)).toBe(object)
    expect(seen).toEqual([true, true, true])
    expect([task.getName(), task.getLoop() === loop, task.getCoro()]).toEqual(['main', true, task.getCoro()])
  })

  it('gives back the error that was thrown, and the same one each time', async () => {
    const error = new Error('of the coroutine')
    const fails = loop.createTask(
      (function* (): Coroutine<void> {
        yield
        throw error
      })(),
    )
    await expect(loop.runUntilComplete(fails)).rejects.toBe(error)
    expect(fails.exception()).toBe(error)
    const refused = loop.createFuture()
    refused.cancel()
    const [first, second] = [catching(() => refused.setResult(1)), catching(() => refused.setResult(1))]
    expect([errorKind(first), errorKind(second)]).toEqual(['InvalidStateError', 'InvalidStateError'])
    const kept = loop.createFuture()
    kept.setException(first)
    expect(kept.exception()).toBe(first)
  })

  it('throws whatever was thrown, and lets the fatal pair end the run', async () => {
    const future = loop.createFuture()
    future.setResult(object)
    for (const thrown of [42, 'text', object, null]) {
      const context = api.copyContext()
      const caught = catching(() =>
        context.run(() => {
          throw thrown
        }),
      )
      expect(caught).toBe(thrown)
    }
    const fatal = new KeyboardInterrupt('by the test')
    loop.callSoon(() => {
      throw fatal
    })
    await expect(loop.runForever()).rejects.toBe(fatal)
  })

  it('keeps the message of a cancellation, and a CancelledError that was made here', async () => {
    const future = loop.createFuture()
    const awaiting = loop.createTask(
      (function* () {
        return yield* future
      })(),
    )
    // Messages are there since 3.9.
    loop.callSoon(() => loop.callSoon(() => awaiting.cancel(object)))
    const error = await loop.runUntilComplete(awaiting).catch((caught: unknown) => caught)
    expect(errorKind(error)).toBe('CancelledError')
    expect((error as CancelledError).args[0]).toBe(object)
    const own = new CancelledError('mine')
    const cancels = loop.createTask(
      (function* (): Coroutine<void> {
        throw own
      })(),
    )
    await loop.runUntilComplete(cancels).catch(() => undefined)
    expect(cancels.cancelled()).toBe(true)
  })

  it('calls a task factory with a loop, a coroutine and the keywords', async () => {
    const calls: unknown[][] = []
    loop.setTaskFactory((...args) => {
      calls.push(args)
      return new api.Task(args[1], { loop: args[0] })
    })
    const coroutine = (function* (): Coroutine<number> {
      yield
      return 3
    })()
    expect(await loop.runUntilComplete(loop.createTask(coroutine))).toBe(3)
    expect(calls.map(([one, coro]) => [one === loop, coro === coroutine])).toEqual([[true, true]])
    expect(typeof calls[0]?.[2]).toBe('object')
    expect(loop.getTaskFactory()).not.toBeNull()
  })

  it('gives deadlines back to the last bit', () => {
    for (let index = 0; index < 200; index++) {
      const deadline = loop.time() + 1e5 * Math.random()
      const timer = loop.callAt(deadline, () => undefined)
      expect(timer.when()).toBe(deadline)
      timer.cancel()
    }
  })

  it('knows a callback again that is to be removed', () => {
    const future = loop.createFuture()
    const callback = (): void => undefined
    future.addDoneCallback(callback)
    future.addDoneCallback(callback)
    expect(future.removeDoneCallback(callback)).toBe(2)
  })

  it('awaits what Python itself awaits', async () => {
    const slept = await loop.runUntilComplete(
      (function* () {
        const both = yield* api.gather([api.sleep(1, 'one'), api.sleep(0, 'two')], { loop })
        return both
      })(),
    )
    expect(slept).toEqual(['one', 'two'])
  })

  it('refuses to nest deeper than the stacks can bear, and goes on', () => {
    const nest = (left: number): number => (left === 0 ? 0 : 1 + api.copyContext().run(() => nest(left - 1)))
    expect(nest(50)).toBe(50)
    expect(catching(() => nest(1000))).toMatchObject({ message: /nest at most \d+ deep/ })
    expect(nest(5)).toBe(5)
  })

  it('forgets what belonged to a check that is over', () => {
    const future = loop.createFuture()
    adapter.endCheck?.()
    expect(catching(() => future.done())).toMatchObject({ name: 'KeyError' })
    adapter.beginCheck?.(30_000, () => undefined)
    loop = adapter.newEventLoop()
  })
})

describe.skipIf(!hasPython)('a process', () => {
  const lost = ({ kind, value }: InterpreterEnd): never => {
    throw new Error(`The interpreter ended: ${kind} ${value}`)
  }
  let peer: Peer
  const start = (callable: string): EventLoop => {
    peer = new Peer((serve) => new ProcessChannel('python3', serve, lost))
    peer.call(0, 'start', [telltale, callable])
    return peer.call(0, 'new_loop', []) as EventLoop
  }
  afterEach(() => peer.close())

  it('keeps nothing of ten thousand futures that were made and dropped', () => {
    let loop = start('CountsFutures')
    const alive = (): number => loop.time() / 1000
    const before = alive()
    const futures = Array.from({ length: 10_000 }, () => loop.createFuture())
    for (const future of futures) future.addDoneCallback(() => undefined)
    expect(alive()).toBe(before + 10_000)
    loop.close()
    peer.call(0, 'end_check', [])
    peer.forget()
    expect([peer.size, peer.call(0, 'count_objects', [])]).toEqual([0, 0])
    loop = peer.call(0, 'new_loop', []) as EventLoop
    expect(alive()).toBe(before)
  })

  it('ends a check whose deadline has passed on the way to its end', () => {
    start('CountsFutures').close()
    peer.call(0, 'begin_check', [0.02])
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200)
    expect(peer.call(0, 'end_check', [])).toBeNull()
  })

  it('lets go of what neither end holds any more, in the middle of a check', async () => {
    const loop = start('CountsFutures')
    const alive = (): number => loop.time() / 1000
    const before = alive()
    const held = loop.createFuture()
    const dropped = ((): WeakRef<object> => {
      const callback = (): void => undefined
      loop.createFuture().addDoneCallback(callback)
      return new WeakRef(callback)
    })()
    held.setResult('still here')
    expect(alive()).toBe(before + 2)
    // Twice: the callback is released by the collection that releases its future.
    for (let round = 0; round < 2; round++)
      await peer.collect(async () => {
        await turn()
        captureNodeHost().gc?.()
        await turn()
      })
    expect(alive()).toBe(before + 1)
    expect(held.result()).toBe('still here')
    await turn()
    captureNodeHost().gc?.()
    expect(dropped.deref()).toBeUndefined()
  })

  it('does not take a StopIteration that escapes a coroutine for its return', async () => {
    const loop = start('StopsIterating')
    const task = loop.createTask(
      (function* (): Coroutine<number> {
        loop.setExceptionHandler(null)
        return loop.time()
      })(),
    )
    const error = await loop.runUntilComplete(task).catch((caught: unknown) => caught)
    expect(errorKind(error)).toBe('RuntimeError')
    expect((error as Error).message).toMatch(/StopIteration/)
    expect(pythonApi(peer).isFuture(task)).toBe(true)
  })
})

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

function catching(action: () => unknown): unknown {
  try {
    action()
  } catch (error) {
    return error
  }
  return new Error('Nothing was thrown.')
}
