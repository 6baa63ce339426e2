import type { ClauseTest } from '../harness/index.ts'

export const lifecycleTests: readonly ClauseTest[] = []
