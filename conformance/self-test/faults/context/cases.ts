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

/** The copies of a context without variables share one list of variables. */
class SharingNothing extends ReferenceContext {
  static #shared = new Map<unknown, unknown>()
  readonly #shares: boolean

  constructor(values: ReadonlyMap<unknown, unknown> = new Map()) {
    super(values)
    this.#shares = values.size === 0
  }

  override copy(): Context {
    return new SharingNothing(this.values)
  }

  override run<T>(fn: () => T): T {
    if (!this.#shares) return super.run(fn)
    this.values = SharingNothing.#shared
    try {
      return super.run(fn)
    } finally {
      SharingNothing.#shared = new Map(this.values)
    }
  }
}

export const sharesTheVariablesOfEmptyContexts = fault(
  'context.set-stays-in-its-context',
  'shares-the-variables-of-empty-contexts',
  {
    says: 'of the second',
    api: { copyContext: () => new SharingNothing(state.context?.values) },
  },
)
