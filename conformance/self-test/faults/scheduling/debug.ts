import { Task, VirtualEventLoop } from '../../../../reference/index.ts'
import type { ReferenceHandle } from '../../../../reference/handle.ts'
import { fault } from '../../fault.ts'

export const setsDebugModeLaterInARun = fault(
  'scheduling.debug-mode-is-set-and-told',
  'sets-debug-mode-later-in-a-run',
  {
    says: 'getDebug() after each setDebug() in a run',
    loop: class extends VirtualEventLoop {
      override setDebug(enabled: boolean): void {
        if (this.isRunning()) this.callSoon(() => super.setDebug(enabled))
        else super.setDebug(enabled)
      }
    },
    profiles: ['host', 'debug'],
  },
)

export const reportsNoSlowCallback = fault(
  'scheduling.debug-reports-slow-callbacks',
  'reports-no-slow-callback',
  {
    says: 'the callback caused no warning',
    loop: class extends VirtualEventLoop {
      protected override reportSlow(): void {
        // The defect: this does nothing.
      }
    },
    profiles: ['host', 'debug'],
  },
)

export const reportsQuickCallbacks = fault(
  'scheduling.debug-reports-slow-callbacks',
  'reports-quick-callbacks',
  {
    says: 'warnings about what was quick',
    loop: class extends VirtualEventLoop {
      protected override runTimed(handle: ReferenceHandle): void {
        const { slowCallbackDuration } = this
        this.slowCallbackDuration = 0
        super.runTimed(handle)
        this.slowCallbackDuration = slowCallbackDuration
      }
    },
    profiles: ['host', 'debug'],
  },
)

export const namesNoTaskThatIsSlow = fault(
  'scheduling.debug-reports-slow-callbacks',
  'names-no-task-that-is-slow',
  {
    says: 'name the task with a slow step',
    loop: class extends VirtualEventLoop {
      protected override reportSlow(_what: string, ms: number): void {
        super.reportSlow('a callback', ms)
      }
    },
    profiles: ['host', 'debug'],
  },
)

/** Reports name the task of a callback only if debug mode was on before the first wait. */
export const namesNoTaskThatWaitedBeforeDebugMode = fault(
  'scheduling.debug-reports-slow-callbacks',
  'names-no-task-that-waited-before-debug-mode',
  {
    says: 'name worker-21',
    tasks: class<T> extends Task<T> {
      override nameWakeUp(): void {
        // The defect: this does nothing.
      }
    },
    profiles: ['host', 'debug'],
  },
)
