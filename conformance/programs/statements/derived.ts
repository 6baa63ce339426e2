import type { Future } from '../../../spec/index.ts'
import type { ProgramRun } from '../program-run.ts'
import type { Name } from '../program.ts'
import { printAwaitable, type Statements } from './statement.ts'

/** Futures that are made of others. */
export const onDerived: Statements<'gather' | 'shield'> = {
  gather: {
    act(run, { future: name, of, returnExceptions }) {
      const members = pending(run, of)
      const future = run.api.gather(members, { returnExceptions })
      for (const one of [future, ...members]) run.witness.blur(one)
      run.addDerived(name, future)
    },
    print: ({ future, of, returnExceptions }) => [
      `gather('${future}', [${of.map(printAwaitable).join(', ')}], ${String(returnExceptions)})`,
    ],
  },
  shield: {
    act(run, { future: name, of }) {
      const inner = run.awaitable(of)
      if (inner === undefined) return
      const future = run.api.shield(inner)
      if (run.witness.isBlurred(inner)) run.witness.blur(future)
      run.addDerived(name, future)
    },
    print: ({ future, of }) => [`shield('${future}', ${printAwaitable(of)})`],
  },
}

/** The pending futures: it is unspecified how soon a done future is noticed. A future that is given twice is kept twice. */
function pending(run: ProgramRun, names: readonly Name[]): Future[] {
  return names.flatMap((name) => {
    const future = run.awaitable(name)
    return future === undefined || future.done() ? [] : [future]
  })
}
