import { faultsOf, type Fault } from '../../fault.ts'
import * as cases from './cases.ts'
import * as buffered from './buffered.ts'
import * as bytes from './bytes.ts'
import * as connecting from './connecting.ts'
import * as ending from './ending.ts'
import * as flow from './flow.ts'
import * as inCallbacks from './in-callbacks.ts'
import * as knowledge from './knowledge.ts'
import * as names from './names.ts'
import * as real from './real.ts'
import * as realAddresses from './real-addresses.ts'
import * as realEnding from './real-ending.ts'
import * as realFlow from './real-flow.ts'
import * as realPeers from './real-peers.ts'
import * as silence from './silence.ts'

export const transportsFaults: readonly Fault[] = faultsOf(
  connecting,
  bytes,
  buffered,
  silence,
  ending,
  inCallbacks,
  flow,
  knowledge,
  names,
  real,
  realAddresses,
  realEnding,
  realFlow,
  realPeers,
  cases,
)
