import type { ClauseTest } from '../harness/index.ts'

export const coroutineTests: readonly ClauseTest[] = []
