import { VirtualEventLoop } from '../../../../reference/index.ts'
import { fault } from '../../fault.ts'

export const neverSettlesItsRuns = fault('lifecycle.run-forever-ends-at-stop', 'never-settles-its-runs', {
  says: 'runForever() to end after',
  loop: class extends VirtualEventLoop {
    override runForever(): Promise<void> {
      void super.runForever()
      return new Promise(() => undefined)
    }
  },
})

/** `isRunning()` is false as soon as `stop()` is called. */
export const isNotRunningAfterStop = fault('lifecycle.is-running-during-a-run', 'is-not-running-after-stop', {
  says: /\[false, true, true, false\][^]*\[false, true, false, false\]/,
  loop: class extends VirtualEventLoop {
    override isRunning(): boolean {
      return super.isRunning() && !this.stopping
    }
  },
})
