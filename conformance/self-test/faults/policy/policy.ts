import {
  DefaultEventLoopPolicy,
  getEventLoop,
  getEventLoopPolicy,
  newEventLoop,
  setEventLoop,
  setEventLoopPolicy,
  VirtualEventLoop,
} from '../../../../reference/index.ts'
import type { EventLoop } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

/** The loop that every call returns. */
let only: EventLoop | null = null

export const keepsTheFirstLoopThatIsSet = fault(
  'policy.set-loop-is-the-current-one',
  'keeps-the-first-loop-that-is-set',
  {
    says: 'getEventLoop() after setEventLoop',
    api: {
      setEventLoop: (loop) => {
        try {
          getEventLoopPolicy().getEventLoop()
          if (loop === null) setEventLoop(null)
        } catch {
          setEventLoop(loop)
        }
      },
    },
  },
)

export const asksThePolicyBeforeTheRunningLoop = fault(
  'policy.running-loop-comes-first',
  'asks-the-policy-before-the-running-loop',
  {
    says: 'getEventLoop() in a callback',
    api: {
      getEventLoop: () => {
        try {
          return getEventLoopPolicy().getEventLoop()
        } catch {
          return getEventLoop()
        }
      },
    },
  },
)

export const makesALoopInPassing = fault('policy.nothing-set-is-an-error', 'makes-a-loop-in-passing', {
  says: 'after setEventLoop(null) did not throw',
  api: {
    getEventLoop: () => {
      try {
        return getEventLoop()
      } catch {
        return new VirtualEventLoop()
      }
    },
  },
})

export const takesAnythingForALoop = fault('policy.loop-must-be-a-loop', 'takes-anything-for-a-loop', {
  says: 'setEventLoop(a string) did not throw',
  api: {
    setEventLoop: (loop) => {
      if (loop === null || typeof loop.callSoon === 'function') setEventLoop(loop)
    },
  },
})

export const hasOneLoopForAll = fault('policy.new-loop-is-new', 'has-one-loop-for-all', {
  says: 'two calls returned the same loop',
  api: {
    newEventLoop: () => {
      if (!(getEventLoopPolicy() instanceof DefaultEventLoopPolicy)) return newEventLoop()
      if (only === null || only.isClosed()) only = newEventLoop()
      return only
    },
  },
})

export const makesItsOwnLoopsWhateverThePolicy = fault(
  'policy.policy-decides',
  'makes-its-own-loops-whatever-the-policy',
  {
    says: 'what newEventLoop() returns',
    api: {
      newEventLoop: () => new VirtualEventLoop(),
    },
  },
)

export const keepsItsPolicyForNull = fault('policy.null-restores-the-default', 'keeps-its-policy-for-null', {
  says: 'returned the old policy',
  api: {
    setEventLoopPolicy: (policy) => {
      if (policy !== null) setEventLoopPolicy(policy)
    },
  },
})

export const takesAnythingForAPolicy = fault(
  'policy.policy-must-be-a-policy',
  'takes-anything-for-a-policy',
  {
    says: 'setEventLoopPolicy(a string) did not throw',
    api: {
      setEventLoopPolicy: (policy) => {
        if (policy === null || typeof policy.newEventLoop === 'function') setEventLoopPolicy(policy)
      },
    },
  },
)
