import type { Check } from '../../harness/index.ts'
import { successorConnectingChecks } from './connecting.ts'
import { successorConstructorsChecks } from './constructors.ts'
import { successorHappyEyeballsChecks } from './happy-eyeballs.ts'
import { successorOverridesChecks } from './overrides.ts'
import { successorTurnsChecks } from './turns.ts'
import { successorWakingChecks } from './waking.ts'

/** The checks of the area, in the order of the clauses. */ import { successorCasesChecks } from './cases.ts'

export const successorChecks: readonly Check[] = [
  ...successorTurnsChecks,
  ...successorWakingChecks,
  ...successorConstructorsChecks,
  ...successorConnectingChecks,
  ...successorHappyEyeballsChecks,
  ...successorCasesChecks,
  ...successorOverridesChecks,
]
