import { VirtualEventLoop } from '../../../reference/index.ts'
import type { AsyncioApi } from '../../../spec/index.ts'
import { faultyLoop, type Fault } from '../fault.ts'

/** A defect in a module function, on a loop that is right. */
export function faultyApi(name: string, clause: string, observes: RegExp, api: Partial<AsyncioApi>): Fault {
  return {
    name,
    clause: clause as Fault['clause'],
    observes,
    adapter: faultyLoop(name, () => new VirtualEventLoop(), { api }),
  }
}
