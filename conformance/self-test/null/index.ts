/** Loops that keep no clause. A check that they pass does not check anything. */
import { apiNames, apiNeeds, type AsyncioApi, type EventLoop, type LoopAdapter } from '../../../spec/index.ts'

type Behaviour = (method: string, args: readonly unknown[]) => unknown

/** An object that has every method. All methods behave the same. */
function uniform(behave: Behaviour): EventLoop {
  return new Proxy({} as EventLoop, {
    get: (_target, name) =>
      typeof name === 'string' && name !== 'then' ? (...args: unknown[]) => behave(name, args) : undefined,
  })
}

function nullLoop(name: string, behave: Behaviour): LoopAdapter {
  // Each is a `function`, because some of them are constructors.
  const names = apiNames.filter((name) => apiNeeds[name] !== 'eager')
  const functions = names.map((method) => [
    method,
    function (...args: unknown[]) {
      return behave(method, args)
    },
  ])
  const api = Object.fromEntries(functions) as Partial<AsyncioApi>
  const profiles = ['host', 'timers-real', 'base-hooks', 'net'] as const
  return { name, profiles, newEventLoop: () => uniform(behave), api }
}

/** Runs everything at once: callbacks when they are scheduled, coroutines from start to end. */
function runInline(method: string, args: readonly unknown[]): unknown {
  const [first, second] = args
  if (method.startsWith('call') && typeof first === 'function')
    (first as Method)(...(Array.isArray(second) ? (second as unknown[]) : []))
  if (method.startsWith('call') && typeof second === 'function') (second as Method)()
  if (typeof (first as { next?: unknown } | undefined)?.next === 'function')
    return drain(first as Iterator<unknown>)
  return method.startsWith('run') ? Promise.resolve() : undefined
}

type Method = (...args: unknown[]) => unknown

function drain(coroutine: Iterator<unknown>): Promise<unknown> {
  for (let steps = 0; steps < 100; steps++) {
    const { done, value } = coroutine.next() as IteratorResult<unknown, unknown>
    if (done === true) return Promise.resolve(value)
  }
  return Promise.resolve()
}

export const nullLoops: readonly LoopAdapter[] = [
  nullLoop('does-nothing', (method) => (method.startsWith('run') ? Promise.resolve() : undefined)),
  nullLoop('answers-undefined', () => undefined),
  nullLoop('always-throws', (method) => {
    throw new Error(`${method} failed`)
  }),
  nullLoop('always-throws-runtime-error', (method) => {
    throw Object.assign(new Error(`${method} failed`), { name: 'RuntimeError' })
  }),
  nullLoop('never-settles', (method) =>
    method.startsWith('run') ? new Promise(() => undefined) : undefined,
  ),
  nullLoop('runs-everything-inline', runInline),
]
