import { VirtualEventLoop } from 'loop-conformance/reference'

function teardown() {
  throw new Error('the adapter cannot clean up')
}

export default { name: 'throws in teardown', newEventLoop: () => new VirtualEventLoop(), teardown }
