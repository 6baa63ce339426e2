import type { ClauseTest } from '../harness/index.ts'

export const runningLoopTests: readonly ClauseTest[] = []
