import { ReferenceContext } from '../../../../reference/context.ts'
import { state } from '../../../../reference/shared-state.ts'
import type { Context } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

class NotLeftAfterAnError extends ReferenceContext {
  override run<T>(fn: () => T): T {
    const outcome = super.run((): { value: T } | { error: unknown } => {
      try {
        return { value: fn() }
      } catch (error) {
        return { error }
      }
    })
    if ('value' in outcome) return outcome.value
    state.context = this
    throw outcome.error
  }
}

class EnteredAtWill extends ReferenceContext {
  override run<T>(fn: () => T): T {
    return this.entered ? fn() : super.run(fn)
  }
}

class CopiedToItself extends ReferenceContext {
  override copy(): Context {
    return this
  }
}

class HavingEverything extends ReferenceContext {
  override has(): boolean {
    return true
  }
}

export const doesNotLeaveAfterAnError = fault(
  'context.run-answers-and-leaves',
  'does-not-leave-after-an-error',
  {
    says: 'the variable after each run',
    api: { copyContext: () => new NotLeftAfterAnError(state.context?.values) },
  },
)

export const entersContextsAtWill = fault('context.is-entered-once-at-a-time', 'enters-contexts-at-will', {
  says: 'did not throw',
  api: { copyContext: () => new EnteredAtWill(state.context?.values) },
})

export const copiesAContextToItself = fault('context.copy-is-apart', 'copies-a-context-to-itself', {
  says: 'found in the variable',
  api: { copyContext: () => new CopiedToItself(state.context?.values) },
})

export const hasEveryVariable = fault('context.tells-its-values', 'has-every-variable', {
  says: 'has() of the variable',
  api: { copyContext: () => new HavingEverything(state.context?.values) },
})
