/** Loops whose debug mode does too little or too much. */
import type { ReferenceHandle } from '../../../reference/handle.ts'
import { Task as ReferenceTask, VirtualEventLoop } from '../../../reference/index.ts'
import { faultyLoop, type Fault } from '../fault.ts'
import { loopOfTasks } from './loop-of-tasks.ts'

function debugFault(
  name: string,
  Loop: new () => VirtualEventLoop,
  rest: Pick<Fault, 'clause' | 'observes'>,
): Fault {
  return { name, adapter: faultyLoop(name, () => new Loop(), { profiles: ['host', 'debug'] }), ...rest }
}

class SetsDebugLater extends VirtualEventLoop {
  override setDebug(enabled: boolean): void {
    if (this.isRunning()) this.callSoon(() => super.setDebug(enabled))
    else super.setDebug(enabled)
  }
}

class ReportsNothing extends VirtualEventLoop {
  protected override reportSlow(): void {
    // That is the defect.
  }
}

class ReportsEverything extends VirtualEventLoop {
  protected override runTimed(handle: ReferenceHandle): void {
    const { slowCallbackDuration } = this
    this.slowCallbackDuration = 0
    super.runTimed(handle)
    this.slowCallbackDuration = slowCallbackDuration
  }
}

class NamesNoTask extends VirtualEventLoop {
  protected override reportSlow(_what: string, ms: number): void {
    super.reportSlow('a callback', ms)
  }
}

/** Knows whose a callback is only where debug mode was set before the first wait. */
class NamelessUntilItWaits<T> extends ReferenceTask<T> {
  override nameWakeUp(): void {
    // That is the defect.
  }
}

export const schedulingDebugFaults: readonly Fault[] = [
  debugFault('sets-debug-mode-later-in-a-run', SetsDebugLater, {
    clause: 'scheduling.debug-mode-is-set-and-told',
    observes: /getDebug\(\) after each setDebug\(\) in a run/,
  }),
  debugFault('reports-no-slow-callback', ReportsNothing, {
    clause: 'scheduling.debug-reports-slow-callbacks',
    observes: /there was no warning/,
  }),
  debugFault('reports-quick-callbacks', ReportsEverything, {
    clause: 'scheduling.debug-reports-slow-callbacks',
    observes: /warnings about what was quick/,
  }),
  debugFault('names-no-task-that-is-slow', NamesNoTask, {
    clause: 'scheduling.debug-reports-slow-callbacks',
    observes: /name the task with a slow step/,
  }),
  {
    name: 'names-no-task-that-waited-before-debug-mode',
    clause: 'scheduling.debug-reports-slow-callbacks',
    observes: /name worker-21/,
    adapter: faultyLoop(
      'names-no-task-that-waited-before-debug-mode',
      () => new (loopOfTasks(NamelessUntilItWaits))(),
      { profiles: ['host', 'debug'] },
    ),
  },
]
