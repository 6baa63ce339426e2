import type { Check } from '../../harness/index.ts'
import { tlsBrokenHandshakeChecks } from './broken-handshake.ts'
import { tlsConnectionChecks } from './connection.ts'
import { tlsHandshakeChecks } from './handshake.ts'
import { tlsStartTlsChecks } from './start-tls.ts'

/** The checks of the area. */
export const tlsChecks: readonly Check[] = [
  ...tlsHandshakeChecks,
  ...tlsBrokenHandshakeChecks,
  ...tlsConnectionChecks,
  ...tlsStartTlsChecks,
]
