import { NodeEventLoop } from '../../reference/node.ts'
import { VirtualEventLoop } from '../../reference/index.ts'
import type { LoopAdapter } from '../../spec/index.ts'

/** Both loops of the reference, with all profiles that they claim. The first is quick and keeps no real time. */
export const successors: readonly LoopAdapter[] = [
  {
    name: 'VirtualEventLoop',
    profiles: ['host', 'base-hooks', 'net', 'server', 'datagram', 'unix', 'streams', 'eager', 'debug', 'gc'],
    newEventLoop: () => new VirtualEventLoop(),
  },
  {
    name: 'NodeEventLoop',
    profiles: [
      'host',
      'timers-real',
      'base-hooks',
      'net',
      'net-real',
      'server',
      'tls',
      'datagram',
      'unix',
      'streams',
      'eager',
      'debug',
      'gc',
    ],
    newEventLoop: () => new NodeEventLoop(),
  },
]
