import type { Action } from '../program.ts'
import { onCalls } from './calls.ts'
import { onContexts } from './contexts.ts'
import { onFutures } from './futures.ts'
import type { Statement, Statements } from './statement.ts'
import { onTasks } from './tasks.ts'

const statements: Statements<Action['do']> = { ...onFutures, ...onTasks, ...onCalls, ...onContexts }

export function statementOf(action: Action): Statement<Action> {
  return statements[action.do]
}
