import type { Check } from '../../harness/index.ts'
import { taskRegistryEagerChecks } from './eager.ts'
import { taskRegistryCurrentChecks } from './current.ts'
import { taskRegistryListingChecks } from './listing.ts'
import { taskRegistryOwnTaskChecks } from './own-task.ts'
import { taskRegistryRegisteringChecks } from './registering.ts'
import { taskRegistrySteppingChecks } from './stepping.ts'
import { taskRegistryCasesChecks } from './cases.ts'

export const taskRegistryChecks: readonly Check[] = [
  ...taskRegistryRegisteringChecks,
  ...taskRegistryListingChecks,
  ...taskRegistryCurrentChecks,
  ...taskRegistrySteppingChecks,
  ...taskRegistryOwnTaskChecks,
  ...taskRegistryEagerChecks,
  ...taskRegistryCasesChecks,
]
