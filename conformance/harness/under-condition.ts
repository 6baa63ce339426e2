import type { Check } from './check.ts'
import type { Condition } from './condition.ts'

/** The check, tried under a condition. Its key is another one, and it runs one case. */
export function underCondition(check: Check, condition: Condition): Check {
  return {
    ...check,
    condition,
    run: async (t) => {
      await t.prepare(condition)
      await check.run(t)
    },
  }
}
