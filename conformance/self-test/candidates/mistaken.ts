/** Loops whose own code throws. The tests of what a failure says first judge them. */
import { RuntimeError, VirtualEventLoop } from '../../../reference/index.ts'

/** Its runs end at once with an error, as those of a GUI loop do that has no application. */
export class NoDisplay extends VirtualEventLoop {
  override runForever(): Promise<void> {
    return Promise.reject(new RuntimeError('no display'))
  }
}

/** One of its methods uses a name that does not exist. */
export class Misspelt extends VirtualEventLoop {
  override callAt(): never {
    throw new ReferenceError('whn is not defined')
  }
}

/** Runs each callback twice. */
export class Twice extends VirtualEventLoop {
  override callSoon(
    ...args: Parameters<VirtualEventLoop['callSoon']>
  ): ReturnType<VirtualEventLoop['callSoon']> {
    super.callSoon(...args)
    return super.callSoon(...args)
  }
}
