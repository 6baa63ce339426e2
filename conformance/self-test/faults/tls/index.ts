import { faultsOf, type Fault } from '../../fault.ts'
import * as brokenHandshake from './broken-handshake.ts'
import * as bytes from './bytes.ts'
import * as cases from './cases.ts'
import * as connection from './connection.ts'
import * as ending from './ending.ts'
import * as handshake from './handshake.ts'
import * as serving from './serving.ts'
import * as startTls from './start-tls.ts'
import * as unix from './unix.ts'

export const tlsFaults: readonly Fault[] = faultsOf(
  handshake,
  brokenHandshake,
  connection,
  bytes,
  ending,
  serving,
  startTls,
  unix,
  cases,
)
