import type { ClauseId, ContextVarConstructor } from '../../spec/index.ts'
import { clauseTest, type Check, type ClauseTest } from '../harness/index.ts'
import { inCallback } from './in-callback.ts'
import { contextVariables } from './context-variables.ts'

/** A check of what context variables do. `observe` is called in a callback of the loop, and answers what judges afterwards. */
export function variableTest(
  clause: ClauseId,
  situation: string,
  observe: (check: Check, Variable: ContextVarConstructor) => () => void,
  hint: string,
): ClauseTest {
  return clauseTest(
    clause,
    situation,
    async (check) => {
      const Variable = contextVariables(check)
      const judge = await inCallback(check, check.newEventLoop(), () => observe(check, Variable))
      judge()
    },
    { hint },
  )
}
