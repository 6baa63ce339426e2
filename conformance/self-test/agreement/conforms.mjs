import { VirtualEventLoop } from 'loop-conformance/reference'

export default { name: 'conforms', newEventLoop: () => new VirtualEventLoop() }
