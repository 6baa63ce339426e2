import type { ClauseTest } from '../harness/index.ts'

export const taskTests: readonly ClauseTest[] = []
