import type { ProgramRun, Frame } from '../program-run.ts'
import type { Action, Name, Step, Thrown } from '../program.ts'

/** The statement with this verb. Some verbs share a record. */
type Doing<D extends Action['do'], A = Action> = A extends { readonly do: infer V }
  ? D extends V
    ? A
    : never
  : never

/** One kind of statement, executed and printed. The printed code does and notes the same. */
export interface Statement<A> {
  act(run: ProgramRun, action: A, frame: Frame): void
  /** Lines of TypeScript. `who` is the callback or the task that the statement belongs to. */
  print(action: A, who: Name, printBody: (body: readonly Step[], who: Name) => string[]): string[]
}

export type Statements<D extends Action['do']> = { readonly [K in D]: Statement<Doing<K>> }

/** A call of a future. A task or a derived future may not exist yet. */
export function onAwaitable(name: Name, line: (it: string) => string): string {
  if (name.startsWith('t')) return `withTask('${name}', (task) => ${line('task')})`
  return name.startsWith('g') ? `withDerived('${name}', (future) => ${line('future')})` : line(name)
}

/** The future or task; undefined if it does not exist yet. */
export function printAwaitable(name: Name): string {
  if (name.startsWith('f')) return name
  return name.startsWith('t') ? `tasks.${name}` : `derived.${name}`
}

/** The last argument of a call that takes a context. */
export function contextArgument(name: Name | null): string[] {
  return name === null ? [] : [`inContext('${name}')`]
}

export function printThrown({ sort, name }: Thrown): string {
  if (sort === 'CancelledError') return 'new CancelledError()'
  return sort === 'Message' ? `new CancelledError('${name}')` : `remember(new ${sort}('${name}'))`
}
