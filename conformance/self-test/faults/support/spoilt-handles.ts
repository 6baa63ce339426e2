import { VirtualEventLoop } from '../../../../reference/index.ts'
import type { TimerHandle } from '../../../../spec/index.ts'
import type { Arguments, Scheduled } from '../../signatures.ts'

/** `change` gets every handle that `callSoon()` returns. */
export abstract class SpoiltHandles extends VirtualEventLoop {
  protected abstract change(handle: Scheduled): void

  override callSoon(...call: Arguments<'callSoon'>): Scheduled {
    const handle = super.callSoon(...call)
    this.change(handle)
    return handle
  }
}

/** `change` gets every handle that `callLater()` and `callAt()` return. */
export abstract class SpoiltTimers extends VirtualEventLoop {
  protected abstract change(handle: TimerHandle): void

  override callAt(...call: Arguments<'callAt'>): TimerHandle {
    const handle = super.callAt(...call)
    this.change(handle)
    return handle
  }
}
