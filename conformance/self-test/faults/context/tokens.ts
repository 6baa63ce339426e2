import { ContextVar } from '../../../../reference/index.ts'
import { state } from '../../../../reference/shared-state.ts'
import { errorKind } from '../../../../spec/index.ts'
import type { Token } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

export const takesEverythingBack = fault('context.token-restores-the-value', 'takes-everything-back', {
  says: 'the value after each reset',
  api: {
    ContextVar: class<T> extends ContextVar<T> {
      override reset(token: Token<T>): void {
        super.reset(token)
        if (state.context === null) return
        const values = new Map(state.context.values)
        values.delete(this)
        state.context.values = values
      }
    },
  },
})

export const takesTokensAgain = fault('context.token-is-good-once', 'takes-tokens-again', {
  says: 'token that was used did not throw',
  api: {
    ContextVar: class<T> extends ContextVar<T> {
      override reset(token: Token<T>): void {
        ;(token as { used?: boolean }).used = false
        super.reset(token)
      }
    },
  },
})

export const passesOverForeignTokens = fault('context.token-is-good-once', 'passes-over-foreign-tokens', {
  says: /of another (variable|context) did not throw/,
  api: {
    ContextVar: class<T> extends ContextVar<T> {
      override reset(token: Token<T>): void {
        try {
          super.reset(token)
        } catch (error) {
          if (errorKind(error) !== 'ValueError') throw error
        }
      }
    },
  },
})
