/* eslint-disable @typescript-eslint/prefer-for-of -- the iterator of an array may have been replaced */

/**
 * The language's own objects, as they were when this module was loaded. A candidate may replace their members. The checks and the
 * harness use them to judge it, so they are put back before anything is judged.
 */
const { getOwnPropertyDescriptor, defineProperty, getPrototypeOf, is, freeze } = Object
const { ownKeys, deleteProperty } = Reflect
const HostPromise = Promise

interface Member {
  readonly holder: Readonly<Record<PropertyKey, unknown>>
  readonly key: PropertyKey
  /** `Array.prototype.push`. */
  readonly name: string
  readonly was: PropertyDescriptor
  /** It has a value, and no getter. */
  readonly isPlain: boolean
}

const globals = globalThis as unknown as Record<string, { readonly prototype?: object } | undefined>

/** The globals that checks use by their names. Timers and clocks are left out: a candidate may have its own. */
const names = [
  ...[
    'Object',
    'Function',
    'Array',
    'String',
    'Number',
    'Boolean',
    'Symbol',
    'RegExp',
    'Promise',
    'Proxy',
    'Error',
  ],
  ...['Map', 'Set', 'WeakMap', 'WeakSet', 'WeakRef', 'FinalizationRegistry', 'Reflect', 'JSON', 'Uint8Array'],
]
/** Nobody uses these: `anchor` and `__defineGetter__`. */
const old =
  /^(anchor|big|blink|bold|fixed|fontcolor|fontsize|italics|link|small|strike|su[bp]|__.*__|toLocale.*|\$.*|input|last.*|left.*|right.*)$/

const members: Member[] = []
/** What nobody may add to: a member of these would be a member of everything. */
const closed: { readonly holder: object; readonly name: string; readonly keys: readonly PropertyKey[] }[] = []

function addMember(holder: object, key: PropertyKey, name: string, was: PropertyDescriptor): void {
  members.push({
    holder: holder as Member['holder'],
    key,
    name,
    was,
    isPlain: was.get === undefined && was.set === undefined,
  })
}

function remember(holder: object, name: string): void {
  for (const key of ownKeys(holder)) {
    const was = getOwnPropertyDescriptor(holder, key)
    if (was === undefined || was.configurable === false) continue
    if (typeof key === 'string' && old.test(key)) continue
    addMember(holder, key, typeof key === 'symbol' ? `${name}[${String(key)}]` : `${name}.${key}`, was)
  }
}

function rememberAll(): void {
  for (const name of names) {
    const holder = globals[name]
    const was = getOwnPropertyDescriptor(globalThis, name)
    if (holder === undefined || was === undefined) continue
    addMember(globalThis, name, name, was)
    remember(holder, name)
    if (holder.prototype !== undefined) remember(holder.prototype, `${name}.prototype`)
  }
  const prototypeOf = (value: unknown): object => getPrototypeOf(value) as object
  const generator = function* (): Generator<number> {
    yield 0
  }
  const asyncGenerator = async function* (): AsyncGenerator<number> {
    yield await HostPromise.resolve(0)
  }
  const arrayIterator = prototypeOf([][Symbol.iterator]())
  remember(prototypeOf(arrayIterator), 'Iterator.prototype')
  remember(arrayIterator, 'ArrayIterator.prototype')
  remember(prototypeOf(new Map().entries()), 'MapIterator.prototype')
  remember(prototypeOf(new Set().values()), 'SetIterator.prototype')
  remember(prototypeOf(''[Symbol.iterator]()), 'StringIterator.prototype')
  remember(prototypeOf(generator.prototype), 'Generator.prototype')
  remember(prototypeOf(asyncGenerator.prototype), 'AsyncGenerator.prototype')
  remember(prototypeOf(Uint8Array), 'TypedArray')
  remember(prototypeOf(Uint8Array.prototype), 'TypedArray.prototype')
  for (const name of ['Object', 'Function', 'Promise']) {
    const holder = globals[name]?.prototype
    if (holder !== undefined) closed.push({ holder, name: `${name}.prototype`, keys: ownKeys(holder) })
  }
}

rememberAll()

/**
 * Puts back what has been replaced, and removes what has been added to the prototype of everything. Returns the names of what was
 * put back: `Array.prototype.push`. Uses nothing that could have been replaced.
 */
export function restoreIntrinsics(): readonly string[] {
  const changed: string[] = []
  // No method of an array: it may have been replaced.
  for (let index = 0; index < closed.length; index++) {
    const { holder, name, keys } = closed[index] as (typeof closed)[number]
    const found = ownKeys(holder)
    if (found.length !== keys.length) removeAdded(holder, name, keys, found, changed)
  }
  for (let index = 0; index < members.length; index++) {
    const { holder, key, name, was, isPlain } = members[index] as Member
    // This runs after every case of every check. A descriptor costs several times as much as the value.
    if (isPlain && is(holder[key], was.value)) continue
    const now = getOwnPropertyDescriptor(holder, key)
    if (now !== undefined && is(now.value, was.value) && now.get === was.get && now.set === was.set) continue
    add(changed, name)
    try {
      defineProperty(holder, key, was)
    } catch {
      // It was made unchangeable. That it was replaced is known all the same.
    }
  }
  return changed
}

function removeAdded(
  holder: object,
  name: string,
  known: readonly PropertyKey[],
  found: readonly PropertyKey[],
  changed: string[],
): void {
  for (let index = 0; index < found.length; index++) {
    const key = found[index] as PropertyKey
    if (isAmong(known, key)) continue
    add(changed, typeof key === 'symbol' ? `a symbol of ${name}` : `${name}.${key as string}`)
    deleteProperty(holder, key)
  }
}

function isAmong(keys: readonly PropertyKey[], key: PropertyKey): boolean {
  for (let index = 0; index < keys.length; index++) if (keys[index] === key) return true
  return false
}

/** Like `push()`. */
function add(list: string[], text: string): void {
  const own = { __proto__: null, value: text, writable: true, enumerable: true, configurable: true }
  defineProperty(list, list.length, own)
}

/**
 * The first of two promises that is settled; the first one if both are. Like `Promise.race`, without `then()` and `race()`, which
 * may have been replaced.
 */
export function firstOf<T>(first: Promise<T>, second: Promise<T>): Promise<T> {
  return new HostPromise<T>((resolve, reject) => {
    const follow = async (promise: Promise<T>): Promise<void> => {
      try {
        resolve(await promise)
      } catch (error) {
        reject(error)
      }
    }
    void follow(first)
    void follow(second)
  })
}

/** Freezes a class of the kit and what its instances inherit, so that a candidate that imports the kit cannot change it. */
export function freezeClass(given: unknown): void {
  if (typeof given !== 'function') return
  const { prototype } = given as { prototype?: object }
  if (prototype !== undefined) freeze(prototype)
  freeze(given)
}
