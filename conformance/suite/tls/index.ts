import type { Check } from '../../harness/index.ts'
import { tlsBrokenHandshakeChecks } from './broken-handshake.ts'
import { tlsBytesChecks } from './bytes.ts'
import { tlsCasesChecks } from './cases.ts'
import { tlsConnectionChecks } from './connection.ts'
import { tlsEndingChecks } from './ending.ts'
import { tlsHandshakeChecks } from './handshake.ts'
import { tlsServingChecks } from './serving.ts'
import { tlsStartTlsChecks } from './start-tls.ts'
import { tlsUnixChecks } from './unix.ts'

/** The checks of the area. */
export const tlsChecks: readonly Check[] = [
  ...tlsHandshakeChecks,
  ...tlsBrokenHandshakeChecks,
  ...tlsConnectionChecks,
  ...tlsBytesChecks,
  ...tlsEndingChecks,
  ...tlsServingChecks,
  ...tlsStartTlsChecks,
  ...tlsUnixChecks,
  ...tlsCasesChecks,
]
