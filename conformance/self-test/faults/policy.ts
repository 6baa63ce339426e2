import {
  DefaultEventLoopPolicy,
  getEventLoop,
  getEventLoopPolicy,
  newEventLoop,
  setEventLoop,
  setEventLoopPolicy,
  VirtualEventLoop,
} from '../../../reference/index.ts'
import type { AsyncioApi, EventLoop } from '../../../spec/index.ts'
import type { Fault } from '../fault.ts'
import { faultyApi } from './faulty-api.ts'

const fault = (name: string, clause: string, observes: RegExp, api: Partial<AsyncioApi>): Fault =>
  faultyApi(name, `policy.${clause}`, observes, api)

/** The loop that is answered for all. */
let only: EventLoop | null = null

export const policyFaults: readonly Fault[] = [
  fault(
    'keeps-the-first-loop-that-is-set',
    'set-loop-is-the-current-one',
    /getEventLoop\(\) after setEventLoop/,
    {
      setEventLoop: (loop) => {
        try {
          getEventLoopPolicy().getEventLoop()
          if (loop === null) setEventLoop(null)
        } catch {
          setEventLoop(loop)
        }
      },
    },
  ),
  fault(
    'asks-the-policy-before-the-running-loop',
    'running-loop-comes-first',
    /getEventLoop\(\) in a callback/,
    {
      getEventLoop: () => {
        try {
          return getEventLoopPolicy().getEventLoop()
        } catch {
          return getEventLoop()
        }
      },
    },
  ),
  fault('makes-a-loop-in-passing', 'nothing-set-is-an-error', /after setEventLoop\(null\) threw nothing/, {
    getEventLoop: () => {
      try {
        return getEventLoop()
      } catch {
        return new VirtualEventLoop()
      }
    },
  }),
  fault('takes-anything-for-a-loop', 'loop-must-be-a-loop', /setEventLoop\(a string\) threw nothing/, {
    setEventLoop: (loop) => {
      if (loop === null || typeof loop.callSoon === 'function') setEventLoop(loop)
    },
  }),
  fault('has-one-loop-for-all', 'new-loop-is-new', /two calls answered the same loop/, {
    newEventLoop: () => {
      if (!(getEventLoopPolicy() instanceof DefaultEventLoopPolicy)) return newEventLoop()
      if (only === null || only.isClosed()) only = newEventLoop()
      return only
    },
  }),
  fault('makes-its-own-loops-whatever-the-policy', 'policy-decides', /what newEventLoop\(\) answers/, {
    newEventLoop: () => new VirtualEventLoop(),
  }),
  fault('keeps-its-policy-for-null', 'null-restores-the-default', /answered the old one/, {
    setEventLoopPolicy: (policy) => {
      if (policy !== null) setEventLoopPolicy(policy)
    },
  }),
  fault(
    'takes-anything-for-a-policy',
    'policy-must-be-a-policy',
    /setEventLoopPolicy\(a string\) threw nothing/,
    {
      setEventLoopPolicy: (policy) => {
        if (policy === null || typeof policy.newEventLoop === 'function') setEventLoopPolicy(policy)
      },
    },
  ),
]
