import { defineAdapter } from 'loop-conformance'
import { ScratchFuture } from './scratch-future.ts'
import { ScratchLoop } from './scratch-loop.ts'
import { ScratchTask } from './scratch-task.ts'

export default defineAdapter({
  name: 'from-scratch',
  profiles: ['host', 'timers-real'],
  newEventLoop: () => new ScratchLoop(),
  api: { Future: ScratchFuture, Task: ScratchTask },
  deviations: [
    {
      clause: 'waiting.shield-leaves-an-awaited-error-alone',
      reason:
        'The shield is that of the reference, which can only ask its own futures whether an error was retrieved.',
    },
  ],
})
