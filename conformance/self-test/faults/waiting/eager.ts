import {
  currentTask,
  eagerTaskFactory,
  getRunningLoop,
  peekRunningLoop,
  sleep,
  timeout,
  TimeoutError,
  wait,
} from '../../../../reference/index.ts'
import type { Task, TaskFactory } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

/** How many first steps are under way, one inside the other, and the tasks that made them. */
const creators: (Task | null)[] = []

const profiles = ['eager'] as const

const remembersCreators: TaskFactory = (loop, coro, options) => {
  creators.push(peekRunningLoop() === null ? null : (currentTask() as Task | null))
  try {
    return eagerTaskFactory(loop, coro, options)
  } finally {
    creators.pop()
  }
}

export const doesNotSleepInAFirstStep = fault(
  'waiting.eager-step-can-wait',
  'does-not-sleep-in-a-first-step',
  {
    says: 'came before "after the creation"',
    profiles,
    api: {
      eagerTaskFactory: remembersCreators,
      *sleep<T>(delayMs: number, result?: T) {
        return creators.length > 0 ? (result as T) : yield* sleep(delayMs, result as T)
      },
    },
  },
)

export const limitsTheCreator = fault('waiting.eager-step-can-limit-itself', 'limits-the-creator', {
  says: 'cancelling() of the task afterwards',
  profiles,
  api: {
    eagerTaskFactory: remembersCreators,
    timeout: function* (ms, body) {
      const creator = creators.at(-1) ?? null
      if (creator === null || ms === null) return yield* timeout(ms, body)
      const handle = getRunningLoop().callLater(ms, () => creator.cancel())
      try {
        return yield* timeout(null, body)
      } catch (error) {
        throw new TimeoutError(undefined, { cause: error })
      } finally {
        handle.cancel()
      }
    },
  },
})

const doneAtOnce = new WeakSet<object>()

export const leavesOutWhatIsDoneAtOnce = fault(
  'waiting.task-done-at-once-is-done',
  'leaves-out-what-is-done-at-once',
  {
    says: 'the place of the first that is done',
    profiles,
    api: {
      eagerTaskFactory: (loop, coro, options) => {
        const task = eagerTaskFactory(loop, coro, options)
        if (task.done()) doneAtOnce.add(task)
        return task
      },
      wait: function* (futures, options) {
        const [done, pending] = yield* wait(futures, options)
        for (const future of done) if (doneAtOnce.has(future)) done.delete(future)
        return [done, pending]
      },
    },
  },
)
