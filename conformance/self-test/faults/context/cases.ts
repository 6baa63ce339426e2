import { ReferenceContext } from '../../../../reference/context.ts'
import { state } from '../../../../reference/shared-state.ts'
import type { Context, ContextVar } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

class HavingWhatIsDefined extends ReferenceContext {
  override copy(): Context {
    return new HavingWhatIsDefined(this.values)
  }

  override has(variable: ContextVar<unknown>): boolean {
    return this.get(variable) !== undefined
  }
}

export const hasNoVariableThatIsUndefined = fault(
  'context.tells-its-values',
  'has-no-variable-that-is-undefined',
  {
    says: 'the value is undefined',
    api: { copyContext: () => new HavingWhatIsDefined(state.context?.values) },
  },
)

/** Leaving the third context leads to the first. */
class LeavingTooFar extends ReferenceContext {
  static #stack: (typeof state.context)[] = []

  override run<T>(fn: () => T): T {
    LeavingTooFar.#stack.push(state.context)
    try {
      return super.run(fn)
    } finally {
      if (LeavingTooFar.#stack.length >= 3) state.context = LeavingTooFar.#stack[0] ?? null
      LeavingTooFar.#stack.pop()
    }
  }
}

export const leavesThreeContextsAtOnce = fault(
  'context.run-answers-and-leaves',
  'leaves-three-contexts-at-once',
  {
    says: '[3, 0, 1, 0]',
    api: { copyContext: () => new LeavingTooFar(state.context?.values) },
  },
)
