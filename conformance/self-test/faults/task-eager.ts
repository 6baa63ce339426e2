/** Tasks that start eagerly where they should not, or not where they should. */
import { asyncioApi as real, Task as ReferenceTask } from '../../../reference/index.ts'
import type { Fault } from '../fault.ts'
import { alsoWhere, withEagerFactory, withEagerTask } from './eager-factory.ts'

class InTheCreatorsContext<T> extends ReferenceTask<T> {
  protected override startEagerly(): void {
    const creator = real.swapCurrentTask(this.loop, this)
    real.registerTask(this)
    try {
      this.firstStep()
    } finally {
      real.swapCurrentTask(this.loop, creator)
    }
  }
}

export const taskEagerFaults: readonly Fault[] = [
  {
    name: 'starts-eager-tasks-like-any-other',
    clause: 'task.eager-start-takes-the-first-step-at-once',
    observes: /after the creation/,
    adapter: withEagerFactory(
      'starts-eager-tasks-like-any-other',
      (loop, coro, { eagerStart = false, ...options }) =>
        new ReferenceTask(coro, { ...options, eagerStart, loop }),
    ),
  },
  {
    name: 'starts-eagerly-before-the-run',
    clause: 'task.eager-start-waits-for-the-run',
    observes: /early step 1/,
    adapter: withEagerFactory(
      'starts-eagerly-before-the-run',
      alsoWhere((loop) => !loop.isRunning() && real.peekRunningLoop() === null),
    ),
  },
  {
    name: 'starts-eagerly-between-two-turns',
    clause: 'task.eager-start-needs-a-turn',
    observes: /created from/,
    adapter: withEagerFactory(
      'starts-eagerly-between-two-turns',
      alsoWhere((loop) => loop.isRunning() && real.peekRunningLoop() !== loop),
    ),
  },
  {
    name: 'throws-the-error-of-an-eager-task-at-its-creator',
    clause: 'task.eager-task-can-be-done-at-once',
    observes: /a creation threw/,
    adapter: withEagerFactory('throws-the-error-of-an-eager-task-at-its-creator', (...args) => {
      const task = real.eagerTaskFactory(...args)
      if (task.done()) task.result()
      return task
    }),
  },
  {
    name: 'takes-the-eager-step-in-the-creators-context',
    clause: 'task.eager-step-runs-in-its-context',
    observes: /the variable in the first step/,
    adapter: withEagerTask('takes-the-eager-step-in-the-creators-context', InTheCreatorsContext),
  },
]
