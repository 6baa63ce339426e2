import { VirtualEventLoop } from '../../../reference/index.ts'
import { faultyLoop, type Fault } from '../fault.ts'

class Reversing extends VirtualEventLoop {
  protected override iterate(): number {
    this.ready.reverse()
    return super.iterate()
  }
}

export const schedulingFaults: readonly Fault[] = [
  {
    name: 'runs-callbacks-in-reverse',
    clause: 'scheduling.callbacks-run-in-order',
    observes: /"b" came before "a"/,
    adapter: faultyLoop('runs-callbacks-in-reverse', () => new Reversing()),
  },
]
