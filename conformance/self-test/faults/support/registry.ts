import { unregisterTask } from '../../../../reference/index.ts'
import type { RegisteredTask } from '../../../../spec/index.ts'

/** Unregisters the oldest tasks, so that a hundred are left. */
export function forgetTheFirstOf(many: ReadonlySet<RegisteredTask>): void {
  for (const first of [...many].slice(0, Math.max(0, many.size - 100))) unregisterTask(first)
}
