import { VirtualEventLoop } from '../reference/index.ts'
import { conformanceTests } from './vitest.ts'

conformanceTests({ name: 'the reference', profiles: ['host'], newEventLoop: () => new VirtualEventLoop() })
