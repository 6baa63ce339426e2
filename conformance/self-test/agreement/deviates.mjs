import { VirtualEventLoop } from 'loop-conformance/reference'

/** It never tells which task factory it has, and says so. */
class DiscreetLoop extends VirtualEventLoop {
  getTaskFactory() {
    return null
  }
}

const reason = 'The factory is private.'

export default {
  name: 'deviates',
  newEventLoop: () => new DiscreetLoop(),
  deviations: [
    { clause: 'factories.get-task-factory-answers-the-factory', reason },
    { clause: 'factories.set-task-factory-refuses-what-is-no-function', reason },
  ],
}
