import type { Check } from '../../harness/index.ts'
import { factoriesEagerChecks } from './eager.ts'
import { factoriesCreateTaskChecks } from './create-task.ts'
import { factoriesCreatingChecks } from './creating.ts'
import { factoriesEnsureFutureChecks } from './ensure-future.ts'
import { factoriesOutsideARunChecks } from './outside-a-run.ts'
import { factoriesTaskFactoryChecks } from './task-factory.ts'
import { factoriesTransparentFactoryChecks } from './transparent-factory.ts'
import { factoriesCasesChecks } from './cases.ts'

export const factoriesChecks: readonly Check[] = [
  ...factoriesCreatingChecks,
  ...factoriesTaskFactoryChecks,
  ...factoriesCreateTaskChecks,
  ...factoriesEnsureFutureChecks,
  ...factoriesEagerChecks,
  ...factoriesTransparentFactoryChecks,
  ...factoriesOutsideARunChecks,
  ...factoriesCasesChecks,
]
