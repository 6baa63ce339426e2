import type { ClauseTest } from '../harness/index.ts'
import { gatherTests } from './waiting-gather.ts'
import { shieldTests } from './waiting-shield.ts'
import { sleepTests } from './waiting-sleep.ts'
import { taskGroupTests } from './waiting-task-group.ts'
import { timeoutTests } from './waiting-timeout.ts'
import { waitForTests } from './waiting-wait-for.ts'
import { waitTests } from './waiting-wait.ts'

export const waitingTests: readonly ClauseTest[] = [
  ...sleepTests,
  ...gatherTests,
  ...waitTests,
  ...waitForTests,
  ...shieldTests,
  ...timeoutTests,
  ...taskGroupTests,
]
