import type { ClauseTest } from '../harness/index.ts'
import { awaitIteratorTests } from './await-iterator.ts'
import { awaitTests } from './await.ts'
import { coroutineIdentityTests } from './coroutine-identity.ts'

export const coroutineTests: readonly ClauseTest[] = [
  ...coroutineIdentityTests,
  ...awaitIteratorTests,
  ...awaitTests,
]
