import { VirtualEventLoop } from 'loop-conformance/reference'

let asked = 0

/** Its task factory is missing when somebody asks for it the first time. */
class ShyLoop extends VirtualEventLoop {
  getTaskFactory() {
    const factory = super.getTaskFactory()
    return factory !== null && asked++ === 0 ? null : factory
  }
}

export default { name: 'fails sometimes', newEventLoop: () => new ShyLoop() }
