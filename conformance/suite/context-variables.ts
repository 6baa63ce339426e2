import type { ContextVarConstructor } from '../../spec/index.ts'
import type { Check } from '../harness/index.ts'

/** The class of context variables. A loop that brings module functions of its own may do without: the check is skipped. */
export function contextVariables(check: Check): ContextVarConstructor {
  const { ContextVar, copyContext } = check.api as Partial<typeof check.api>
  if (ContextVar === undefined || copyContext === undefined) check.skipFor('contextVariables')
  return ContextVar
}
