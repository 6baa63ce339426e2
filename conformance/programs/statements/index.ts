import type { Action } from '../program.ts'
import { onCalls } from './calls.ts'
import { onContexts } from './contexts.ts'
import { onDerived } from './derived.ts'
import { onFutures } from './futures.ts'
import type { Statement, Statements } from './statement.ts'
import { onMany } from './many.ts'
import { onTasks } from './tasks.ts'
import { onTimeouts } from './timeouts.ts'

const statements: Statements<Action['do']> = {
  ...onFutures,
  ...onDerived,
  ...onMany,
  ...onTasks,
  ...onCalls,
  ...onContexts,
  ...onTimeouts,
}

export function statementOf(action: Action): Statement<Action> {
  return statements[action.do]
}
