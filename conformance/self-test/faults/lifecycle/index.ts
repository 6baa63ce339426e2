import { faultsOf, type Fault } from '../../fault.ts'
import * as cases from './cases.ts'
import * as close from './close.ts'
import * as fatal from './fatal.ts'
import * as gc from './gc.ts'
import * as host from './host.ts'
import * as leftovers from './leftovers.ts'
import * as nesting from './nesting.ts'
import * as run from './run.ts'
import * as stop from './stop.ts'
import * as untilComplete from './until-complete.ts'

export const lifecycleFaults: readonly Fault[] = faultsOf(
  run,
  untilComplete,
  stop,
  fatal,
  nesting,
  close,
  host,
  gc,
  leftovers,
  cases,
)
