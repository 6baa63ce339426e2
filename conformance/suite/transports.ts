import type { ClauseTest } from '../harness/index.ts'

export const transportsTests: readonly ClauseTest[] = []
