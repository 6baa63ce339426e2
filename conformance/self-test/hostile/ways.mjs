// What a candidate can replace to be judged better than it behaves. Each deed is done while the candidate is loaded, or in each of
// its loops. `original` gives a deed what it needs after it has replaced it.
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

const good = (text) =>
  text.replaceAll('"status":"fail"', '"status":"pass"').replaceAll('"status":"crash"', '"status":"pass"')
const isOutcome = (value) => typeof value === 'object' && value !== null && 'status' in value
const never = new Promise(() => undefined)

function replace(holder, name, make) {
  const original = holder[name]
  holder[name] = make(original)
}

function forged(line) {
  for (const descriptor of [3, 4])
    try {
      fs.writeSync(descriptor, `\n${line}\n`)
    } catch {
      // It is not open.
    }
}

export const ways = {
  'Buffer.from': () =>
    replace(
      Buffer,
      'from',
      (from) =>
        (value, ...rest) =>
          from.call(Buffer, typeof value === 'string' ? good(value) : value, ...rest),
    ),
  'Buffer.prototype.write': () => replace(Buffer.prototype, 'write', () => () => 0),
  'JSON.stringify': () =>
    replace(
      JSON,
      'stringify',
      (stringify) =>
        (...args) =>
          good(stringify(...args) ?? ''),
    ),
  toJSON: () => {
    Object.prototype.toJSON = function () {
      return isOutcome(this) ? { status: 'pass', durationMs: 0 } : this
    }
  },
  'fs.writeSync': () => {
    replace(fs, 'writeSync', (writeSync) => (descriptor, data, ...rest) => {
      if (descriptor !== 4) return writeSync(descriptor, data, ...rest)
      const text = good(Buffer.from(data).toString())
      writeSync(descriptor, text)
      return data.length
    })
    syncBuiltinESMExports()
  },
  'Promise.race': () => replace(Promise, 'race', () => () => Promise.resolve({ kind: 'returned' })),
  'Promise.any': () => replace(Promise, 'any', () => () => never),
  'Promise.all': () => replace(Promise, 'all', () => () => Promise.resolve([])),
  'Promise.resolve': () => replace(Promise, 'resolve', () => () => never),
  'Promise.prototype.then': () => {
    replace(
      Promise.prototype,
      'then',
      (then) =>
        function (resolve, reject) {
          return then.call(this, resolve, () => resolve?.({ kind: 'returned' }) ?? reject)
        },
    )
    try {
      Promise.prototype.constructor = function Other() {}
    } catch {
      // It cannot be replaced.
    }
  },
  'globalThis.Promise': () => {
    globalThis.Promise = class extends Promise {
      static race() {
        return this.resolve({ kind: 'returned' })
      }
    }
  },
  'Array.prototype.push': () => replace(Array.prototype, 'push', () => () => 0),
  'Array.prototype.find': () => replace(Array.prototype, 'find', () => () => undefined),
  'Array.prototype.some': () => replace(Array.prototype, 'some', () => () => false),
  'Array.prototype.every': () => replace(Array.prototype, 'every', () => () => true),
  'Array.prototype.includes': () => replace(Array.prototype, 'includes', () => () => true),
  'Array.prototype[Symbol.iterator]': () => replace(Array.prototype, Symbol.iterator, () => function* () {}),
  'Map.prototype.set': () =>
    replace(
      Map.prototype,
      'set',
      () =>
        function () {
          return this
        },
    ),
  'Map.prototype.get': () =>
    replace(
      Map.prototype,
      'get',
      (get) =>
        function (key) {
          return get.call(this, key) ?? [0]
        },
    ),
  'String.prototype.includes': () => replace(String.prototype, 'includes', () => () => true),
  'Object.is': () => replace(Object, 'is', () => () => true),
  'Object.prototype': () =>
    Object.defineProperty(Object.prototype, 'deviation', { value: { clause: '', reason: 'x' } }),
  'Function.prototype.call': () => replace(Function.prototype, 'call', () => () => undefined),
  'process.exit': () => {
    process.exit = () => undefined
    process.emit = () => true
  },
  'process.stdout.write': () => {
    process.stdout.write = () => true
    process.stderr.write = () => true
  },
  'the listeners of the process': () => {
    process.removeAllListeners('uncaughtException')
    process.removeAllListeners('unhandledRejection')
    process.on('unhandledRejection', () => undefined)
    process.on('uncaughtException', () => undefined)
  },
  'performance.now': () => {
    performance.now = () => 0
    Date.now = () => 0
  },
  'globalThis.setTimeout': () => {
    globalThis.setTimeout = () => undefined
    globalThis.setImmediate = () => undefined
    globalThis.queueMicrotask = () => undefined
  },
  'Error.prepareStackTrace': () => {
    Error.prepareStackTrace = () => {
      throw new Error('no stack')
    }
  },
  'the journal, in its own words': () =>
    forged('{"what":"settled","key":"x","outcome":{"status":"pass","durationMs":0},"silent":false}'),
  'the journal, in no words': () => forged('this is no entry'),
  'the kit that it imports': async () => {
    const kit = new URL('../../../dist/conformance/', import.meta.url)
    const { CheckContext, Trace } = await import(new URL('harness/index.js', kit))
    const { suite } = await import(new URL('suite/index.js', kit))
    const attempts = [
      () => (CheckContext.prototype.same = () => undefined),
      () => (CheckContext.prototype.order = () => undefined),
      () => (Trace.prototype.findViolation = () => null),
      ...suite.map((check) => () => (check.run = () => undefined)),
    ]
    for (const attempt of attempts)
      try {
        attempt()
      } catch {
        // It is frozen.
      }
  },
}
