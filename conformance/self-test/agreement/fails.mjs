import { VirtualEventLoop } from 'loop-conformance/reference'

/** It forgets that it runs. */
class ForgetfulLoop extends VirtualEventLoop {
  isRunning() {
    return false
  }
}

export default { name: 'fails', newEventLoop: () => new ForgetfulLoop() }
