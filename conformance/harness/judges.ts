import { Assertions } from './assertions.ts'
import { CheckContext } from './check-context.ts'
import { CheckLoops } from './check-loops.ts'
import { CheckServer } from './check-server.ts'
import { ClauseFailure } from './clause-failure.ts'
import { InProcessRunner } from './in-process-runner.ts'
import { Instruments } from './instruments.ts'
import { KitError } from './kit-error.ts'
import { LedgerWatch } from './ledger-watch.ts'
import { Ledger } from './ledger.ts'
import { Recorder } from './recorder.ts'
import { Trace } from './trace.ts'

/** Every class whose methods observe or judge a candidate. */
export const judges = [
  ...[Assertions, CheckContext, CheckLoops, CheckServer, ClauseFailure, InProcessRunner],
  ...[Instruments, KitError, LedgerWatch, Ledger, Recorder, Trace],
]
