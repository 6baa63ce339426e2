/** `spec/hooks`, as the pages read it. Versions are texts such as `3.15`; a span without one begins or ends with the table. */
import { readFileSync } from 'node:fs'

export interface Span {
  readonly since?: string
  readonly until?: string
}

export interface HookCall extends Span {
  /** Such as `fd, callback, *args, context=`. */
  readonly args: string
  /** The functions of asyncio, such as `selector_events._SelectorTransport._add_reader`. */
  readonly by: readonly string[]
}

export interface Declaration extends Span {
  readonly in: string
  readonly parameters: string
}

export type HookKind = 'loop' | 'server' | 'transport' | 'future'

export interface Hook {
  readonly kind: HookKind
  readonly name: string
  readonly declared: readonly Declaration[]
  readonly calls: readonly HookCall[]
}

export interface HooksTable {
  /** Version to release: `3.15` is that of `3.15.0rc1`. */
  readonly sources: Readonly<Record<string, string>>
  readonly hooks: readonly Hook[]
  /** By public method of AbstractEventLoop: its parameters in each range of versions. */
  readonly public: Readonly<Record<string, readonly (Span & { readonly parameters: string })[]>>
}

export interface HookWords {
  /** What asyncio calls it for. */
  readonly for: string
  /** The first line of a definition that works on every version. */
  readonly write: string
}

export const hooksTable = read('hooks') as HooksTable
const words = read('words') as Readonly<Record<HookKind, Readonly<Record<string, HookWords>>>>

/** Null for a method that is not meant to be overridden: it has no words. */
export function wordsOf({ kind, name }: Hook): HookWords | null {
  return words[kind][name] ?? null
}

/** Those that have words, the important ones first. */
export function inOrderOfWords(hooks: readonly Hook[]): readonly Hook[] {
  const order = Object.values(words).flatMap((ofKind) => Object.values(ofKind))
  const place = (hook: Hook): number => order.findIndex((one) => one === wordsOf(hook))
  return hooks.filter((hook) => wordsOf(hook) !== null).sort((a, b) => place(a) - place(b))
}

export function holdsIn({ since, until }: Span, version: string): boolean {
  const minor = minorOf(version)
  return (since === undefined || minorOf(since) <= minor) && (until === undefined || minor <= minorOf(until))
}

/** The calls of a version by their arguments. */
export function argumentsIn(hook: Hook, version: string): ReadonlySet<string> {
  return new Set(hook.calls.filter((call) => holdsIn(call, version)).map(({ args }) => args))
}

/** `3.15` is 15. */
export function minorOf(version: string): number {
  return Number(version.split('.')[1])
}

/** `fd, callback, context=` as a call: `_add_reader(fd, callback, context=…)`. */
export function callText(name: string, args: string): string {
  return `${name}(${args.replaceAll(/=(?=,|$)/g, '=…')})`
}

/** Without the module, if a class says enough: `Runner.run`, but `tasks.create_task`. */
export function callerName(by: string): string {
  return by.replace(/^\w+\.(?=\w+\.)/, '')
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(`spec/hooks/${name}.json`, 'utf8'))
}
