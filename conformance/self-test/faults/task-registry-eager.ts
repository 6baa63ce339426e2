/** Registries that lose sight of a task while it starts eagerly. */
import { asyncioApi as real, Task as ReferenceTask, VirtualEventLoop } from '../../../reference/index.ts'
import type { AsyncioApi } from '../../../spec/index.ts'
import { faultyLoop, type Fault } from '../fault.ts'
import { withEagerTask } from './eager-factory.ts'

function faultyRegistry(name: string, api: Partial<AsyncioApi>): Fault['adapter'] {
  return faultyLoop(name, () => new VirtualEventLoop(), { profiles: ['host', 'eager'], api })
}

class StaysInTheCreator<T> extends ReferenceTask<T> {
  protected override startEagerly(): void {
    real.registerTask(this)
    this.context.run(() => {
      this.firstStep()
    })
  }
}

class LeavesNoneCurrent<T> extends ReferenceTask<T> {
  protected override startEagerly(): void {
    const creator = real.currentTask(this.loop)
    super.startEagerly()
    // A failed step is not put right.
    if (creator !== null && this.state === 'failed') real.swapCurrentTask(this.loop, this)
  }
}

class IsListedLater<T> extends ReferenceTask<T> {
  protected override firstStep(): void {
    real.unregisterTask(this)
    super.firstStep()
    if (!this.done()) real.registerTask(this)
  }
}

export const taskRegistryEagerFaults: readonly Fault[] = [
  {
    name: 'takes-the-eager-step-as-the-creator',
    clause: 'task-registry.eager-step-sees-its-own-task',
    observes: /currentTask\(\) in the first step of the child/,
    adapter: withEagerTask('takes-the-eager-step-as-the-creator', StaysInTheCreator),
  },
  {
    name: 'forgets-the-creator-when-an-eager-step-throws',
    clause: 'task-registry.eager-step-sees-its-own-task',
    observes: /currentTask\(\) of the creator after the creation/,
    adapter: withEagerTask('forgets-the-creator-when-an-eager-step-throws', LeavesNoneCurrent),
  },
  {
    name: 'lists-an-eager-task-after-its-first-step',
    clause: 'task-registry.eager-step-sees-its-own-task',
    observes: /lists the child in its first step/,
    adapter: withEagerTask('lists-an-eager-task-after-its-first-step', IsListedLater),
  },
  {
    name: 'swaps-and-answers-nothing',
    clause: 'task-registry.swap-answers-the-previous-task',
    observes: /what swapCurrentTask\(\) and then currentTask\(\) answered/,
    adapter: faultyRegistry('swaps-and-answers-nothing', {
      swapCurrentTask: (loop, task) => {
        real.swapCurrentTask(loop, task)
        return null
      },
    }),
  },
  {
    name: 'registers-no-eager-task',
    clause: 'task-registry.registered-eager-task-is-listed',
    observes: /whether getTasks\(\) lists the task/,
    adapter: faultyRegistry('registers-no-eager-task', { registerEagerTask: () => undefined }),
  },
]
