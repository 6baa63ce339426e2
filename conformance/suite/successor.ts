import type { ClauseTest } from '../harness/index.ts'
import { successorConnectingTests } from './successor-connecting.ts'
import { successorConstructorTests } from './successor-constructors.ts'
import { successorHappyEyeballsTests } from './successor-happy-eyeballs.ts'
import { successorTurnTests } from './successor-turns.ts'
import { successorWakingTests } from './successor-waking.ts'

/** The checks of the area, in the order of the clauses. */
export const successorTests: readonly ClauseTest[] = [
  ...successorTurnTests,
  ...successorWakingTests,
  ...successorConstructorTests,
  ...successorConnectingTests,
  ...successorHappyEyeballsTests,
]
