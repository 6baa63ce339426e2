import type { ClauseTest } from '../harness/index.ts'

export const factoriesTests: readonly ClauseTest[] = []
