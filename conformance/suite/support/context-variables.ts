import type { ContextVarConstructor, ClauseId } from '../../../spec/index.ts'
import { type CheckContext, check, type Check } from '../../harness/index.ts'
import { inCallback } from './turns.ts'

/** The class of context variables. A loop that brings module functions of its own may do without: the check is skipped. */
export function contextVariables(t: CheckContext): ContextVarConstructor {
  const { ContextVar, copyContext } = t.api as Partial<typeof t.api>
  if (ContextVar === undefined || copyContext === undefined) t.skipWithout('contextVariables')
  return ContextVar
}

/** A check of context variables. `observe` is called in a callback of the loop, and returns a function that judges after the run. */
export function variableCheck(
  clause: ClauseId,
  situation: string,
  observe: (t: CheckContext, Variable: ContextVarConstructor) => () => void,
  hint: string,
): Check {
  return check(
    clause,
    situation,
    async (t) => {
      const Variable = contextVariables(t)
      const judge = await inCallback(t, t.newEventLoop(), () => observe(t, Variable))
      judge()
    },
    { hint },
  )
}
