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

const revoked = (): unknown => {
  const { proxy, revoke } = Proxy.revocable(() => undefined, {})
  revoke()
  return proxy
}

/** An error whose every member throws when it is read. */
function unreadable(): Error {
  const error = new Error()
  for (const member of ['stack', 'message', 'name', 'constructor', 'code'])
    Object.defineProperty(error, member, {
      get() {
        throw new TypeError(`${member} cannot be read`)
      },
    })
  return error
}

/** It returns itself whatever is read or called, has every member, and is every class. `members` are the exceptions. */
function agreeing(members: Readonly<Record<PropertyKey, unknown>>): never {
  const self: unknown = new Proxy(function agree() {}, {
    get: (_target, name) => (name in members ? members[name] : self),
    apply: () => self,
    construct: () => self as object,
    has: () => true,
    set: () => true,
    deleteProperty: () => true,
    getPrototypeOf: () => null,
    isExtensible: () => true,
  })
  return self as never
}

const asPrimitive = { [Symbol.toPrimitive]: () => 'yes' }
/** What `await` finds: a value that is no promise, and one that is settled with the value itself. */
const notThenable = { ...asPrimitive, then: undefined }
const settled = {
  ...asPrimitive,
  then: (resolve: (value: unknown) => void) => {
    resolve(true)
  },
}
const empty = { ...notThenable, [Symbol.iterator]: () => [][Symbol.iterator]() }

function agreeingLoop(name: string, members: Readonly<Record<PropertyKey, unknown>>): LoopAdapter {
  const agree = agreeing(members)
  return nullLoop(name, () => agree)
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
  nullLoop('returns-a-revoked-proxy', revoked),
  nullLoop('throws-a-revoked-proxy', () => {
    throw revoked()
  }),
  nullLoop('throws-what-cannot-be-read', () => {
    throw unreadable()
  }),
  nullLoop('returns-what-cannot-be-read', () => unreadable()),
  agreeingLoop('agrees-to-everything', asPrimitive),
  agreeingLoop('agrees-and-is-not-thenable', notThenable),
  agreeingLoop('agrees-and-is-settled', settled),
  agreeingLoop('agrees-and-lists-nothing', empty),
  nullLoop('returns-true', (method) => (method.startsWith('run') ? Promise.resolve(true) : true)),
]
