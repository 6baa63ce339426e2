import type { ClauseTest } from '../harness/index.ts'

export const taskRegistryTests: readonly ClauseTest[] = []
