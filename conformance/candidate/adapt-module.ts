import { type EventLoop, type EventLoopPolicy, type LoopAdapter } from '../../spec/index.ts'
import { CandidateError } from '../harness/index.ts'
import { checkAdapter } from './check-adapter.ts'
import { describeExports, describeValue } from './describe-export.ts'

/** The exports of a module, however it was loaded. */
export type ModuleNamespace = Readonly<Record<string, unknown>>

/**
 * Finds the adapter in whatever a module exports: an adapter, a loop class or an event loop policy as the default
 * export, or a function named `newEventLoop`. Throws a {@link CandidateError} that shows what was found instead.
 */
export function adaptModule(moduleNamespace: ModuleNamespace, entry: string): LoopAdapter {
  const exported = defaultExport(moduleNamespace)
  const adapter = adaptDefault(exported, entry) ?? adaptNamed(moduleNamespace, exported, entry)
  if (adapter === null) throw unknownShape(moduleNamespace, exported, entry)
  checkAdapter(adapter, entry)
  return adapter
}

/** A module compiled to CommonJS hides its default export one level deeper. */
function defaultExport(module: ModuleNamespace): unknown {
  const exported = module.default as { __esModule?: unknown; default?: unknown } | undefined
  return exported?.__esModule !== undefined && 'default' in exported ? exported.default : exported
}

function adaptDefault(exported: unknown, entry: string): LoopAdapter | null {
  if (isFunction(exported)) {
    const prototype = exported.prototype as { callSoon?: unknown; getEventLoop?: unknown } | undefined
    if (isFunction(prototype?.callSoon))
      return fromLoopClass(exported as unknown as new () => EventLoop, entry)
    if (isFunction(prototype?.getEventLoop))
      return fromPolicy(
        new (exported as unknown as new () => EventLoopPolicy)(),
        exported.name || nameOf(entry),
      )
    return exported.name === 'newEventLoop' ? named({ newEventLoop: exported }, entry) : null
  }
  if (typeof exported !== 'object' || exported === null) return null
  const { newEventLoop, getEventLoop } = exported as Partial<EventLoopPolicy>
  if (!isFunction(newEventLoop)) return null
  if (isFunction(getEventLoop)) return fromPolicy(exported as EventLoopPolicy, nameOf(entry))
  return named(exported as LoopAdapter, entry)
}

/** Without a default export the module itself is the adapter. */
function adaptNamed(module: ModuleNamespace, exported: unknown, entry: string): LoopAdapter | null {
  if (exported !== undefined && exported !== null && !isFunction(exported)) {
    const { newEventLoop } = exported as Partial<LoopAdapter>
    if (newEventLoop !== undefined) return null
  }
  return isFunction(module.newEventLoop) ? named({ ...module } as unknown as LoopAdapter, entry) : null
}

function fromLoopClass(loopClass: new () => EventLoop, entry: string): LoopAdapter {
  return { name: loopClass.name || nameOf(entry), newEventLoop: () => new loopClass() }
}

function fromPolicy(policy: EventLoopPolicy, name: string): LoopAdapter {
  return { name, newEventLoop: () => policy.newEventLoop() }
}

/** The adapter itself, under the name of its file when it has none: methods may want their `this`. */
function named(adapter: Omit<LoopAdapter, 'name'> & { name?: string }, entry: string): LoopAdapter {
  if (adapter.name !== undefined) return adapter as LoopAdapter
  return Object.create(adapter, { name: { value: nameOf(entry), enumerable: true } }) as LoopAdapter
}

/** The last part of the entry that says something: `./src/index.ts` is called `src`. */
function nameOf(entry: string): string {
  const parts = entry.split(/[\\/]/).map((part) => part.replace(/\.[cm]?[jt]sx?$/, ''))
  return parts.reverse().find((part) => /\w/.test(part) && part !== 'index') ?? 'candidate'
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a function of unknown shape: the suite finds out
function isFunction(value: unknown): value is (...args: any[]) => any {
  return typeof value === 'function'
}

function unknownShape(module: ModuleNamespace, exported: unknown, entry: string): CandidateError {
  const names = Object.keys(module).filter((name) => name !== 'module.exports')
  const found = describeExports(names, (name) => (name === 'default' ? exported : module[name]))
  const hint = advice(module, exported)
  return new CandidateError(
    `${entry} exports nothing that makes a loop.\n` +
      `Found:    ${found.replaceAll('\n', '\n          ')}\n` +
      'Expected: an adapter, a loop class or an event loop policy as the default export,\n' +
      '          or a function exported as newEventLoop\n' +
      (hint === '' ? '' : `${hint}\n`) +
      'For example:\n\n' +
      "  import { MyLoop } from './my-loop.ts'\n\n" +
      '  export default {\n' +
      "    name: 'my-loop',\n" +
      '    newEventLoop: () => new MyLoop(),\n' +
      '  }\n',
  )
}

/** For near misses: a newEventLoop that is not a function, a loop instead of its class, a class exported by name. */
function advice(module: ModuleNamespace, exported: unknown): string {
  for (const holder of [exported, module]) {
    const { newEventLoop } = (holder ?? {}) as { newEventLoop?: unknown }
    if (newEventLoop !== undefined && !isFunction(newEventLoop))
      return `newEventLoop is ${describeValue(newEventLoop)}. It has to be a function that returns a new loop.`
  }
  if (typeof (exported as Partial<EventLoop> | null | undefined)?.callSoon === 'function')
    return 'The default export is a loop. Every check needs a new one: export the class instead.'
  const byName = Object.entries(module).find(
    ([name, value]) => name !== 'default' && isFunction(value) && isFunction(prototypeOf(value)?.callSoon),
  )
  if (byName !== undefined) return `${byName[0]} is a loop class. Make it the default export.`
  if (isFunction(exported)) return 'A function has to be exported by the name newEventLoop.'
  return ''
}

function prototypeOf(value: object): Partial<EventLoop> | undefined {
  return (value as { prototype?: Partial<EventLoop> }).prototype
}
