import { VirtualEventLoop } from '../../../reference/index.ts'
import { faultyLoop, type Fault } from '../fault.ts'

class Swallowing extends VirtualEventLoop {
  override callExceptionHandler(): void {
    // What nobody hears of is lost.
  }
}

export const exceptionsFaults: readonly Fault[] = [
  {
    name: 'swallows-what-callbacks-throw',
    clause: 'exceptions.callback-error-is-reported',
    observes: /number of calls of the exception handler: 1\n0/,
    adapter: faultyLoop('swallows-what-callbacks-throw', () => new Swallowing()),
  },
]
