import type { ClauseTest } from '../harness/index.ts'

export const exceptionsTests: readonly ClauseTest[] = []
