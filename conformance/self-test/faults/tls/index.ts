import { faultsOf, type Fault } from '../../fault.ts'
import * as brokenHandshake from './broken-handshake.ts'
import * as connection from './connection.ts'
import * as handshake from './handshake.ts'
import * as startTls from './start-tls.ts'

export const tlsFaults: readonly Fault[] = faultsOf(handshake, brokenHandshake, connection, startTls)
