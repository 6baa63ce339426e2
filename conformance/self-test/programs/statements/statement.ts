import type { ProgramRun, Frame } from '../program-run.ts'
import type { Action, Name, Step } from '../program.ts'

/** The statements with the verb. Some share their fields with others. */
type Doing<D extends Action['do'], A = Action> = A extends { readonly do: infer V }
  ? D extends V
    ? A
    : never
  : never

/** One kind of statement, done and printed: what is printed does the same and notes the same. */
export interface Statement<A> {
  act(run: ProgramRun, action: A, frame: Frame): void
  /** The lines of TypeScript. `who` is the callback or the task that the statement belongs to. */
  print(action: A, who: Name, printBody: (body: readonly Step[], who: Name) => string[]): string[]
}

export type Statements<D extends Action['do']> = { readonly [K in D]: Statement<Doing<K>> }

/** A call on a future, or on a task, which may not have been made yet. */
export function onAwaitable(name: Name, line: (it: string) => string): string {
  return name.startsWith('t') ? `withTask('${name}', (task) => ${line('task')})` : line(name)
}

/** The last argument of a call that takes a context. */
export function contextArgument(name: Name | null): string[] {
  return name === null ? [] : [`inContext('${name}')`]
}
