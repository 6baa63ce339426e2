import { VirtualEventLoop } from '../../../../reference/index.ts'
import type { Arguments, Scheduled } from '../../signatures.ts'

/** Does not wake the loop, which is the purpose of `callSoonThreadsafe()`. */
export class SleepsOnThreadsafe extends VirtualEventLoop {
  override callSoonThreadsafe(...call: Arguments<'callSoonThreadsafe'>): Scheduled {
    const { asleep } = this
    this.asleep = false
    const handle = this.callSoon(...call)
    this.asleep = asleep
    return handle
  }
}
