import type { Check } from '../../harness/index.ts'
import { coroutineAwaitIteratorChecks } from './await-iterator.ts'
import { coroutineAwaitChecks } from './await.ts'
import { coroutineIdentityChecks } from './identity.ts'
import { coroutineCasesChecks } from './cases.ts'

export const coroutineChecks: readonly Check[] = [
  ...coroutineIdentityChecks,
  ...coroutineAwaitIteratorChecks,
  ...coroutineAwaitChecks,
  ...coroutineCasesChecks,
]
