import type { ClauseTest } from '../harness/index.ts'

export const futureTests: readonly ClauseTest[] = []
