import type { ClauseTest } from '../harness/index.ts'

export const handlesTests: readonly ClauseTest[] = []
