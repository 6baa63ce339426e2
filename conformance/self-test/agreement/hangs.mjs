import { VirtualEventLoop } from 'loop-conformance/reference'

/** A run never ends while there is a task factory. */
class HangingLoop extends VirtualEventLoop {
  #hasFactory = false

  setTaskFactory(factory) {
    super.setTaskFactory(factory)
    this.#hasFactory = factory !== null
  }

  stop() {
    if (!this.#hasFactory) super.stop()
  }
}

export default { name: 'hangs', newEventLoop: () => new HangingLoop() }
