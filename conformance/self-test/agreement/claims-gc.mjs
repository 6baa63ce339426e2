import { VirtualEventLoop } from 'loop-conformance/reference'

export default { name: 'claims gc', newEventLoop: () => new VirtualEventLoop(), profiles: ['gc'] }
