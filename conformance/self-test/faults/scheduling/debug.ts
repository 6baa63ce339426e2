import { Task, VirtualEventLoop } from '../../../../reference/index.ts'
import type { ReferenceHandle } from '../../../../reference/handle.ts'
import type { Arguments, Scheduled } from '../../signatures.ts'
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

/** Adds to each error where its callback was scheduled, and fails if it cannot. */
export const addsThePlaceOfTheCallToErrors = fault(
  'scheduling.debug-mode-keeps-errors',
  'adds-the-place-of-the-call-to-errors',
  {
    says: 'the errors that the exception handler received',
    loop: class extends VirtualEventLoop {
      override callSoon(...[callback, args, options]: Arguments<'callSoon'>): Scheduled {
        if (!this.debug || typeof callback !== 'function') return super.callSoon(callback, args, options)
        const { stack } = new Error('scheduled here')
        const guarded = (...given: unknown[]): void => {
          try {
            callback(...given)
          } catch (error) {
            // Throws if the error is frozen, or not an object.
            ;(error as { scheduledAt?: unknown }).scheduledAt = stack
            throw error
          }
        }
        return super.callSoon(guarded, args, options)
      }
    },
    profiles: ['debug'],
    alsoBreaks: {
      'scheduling.debug-reports-slow-callbacks':
        'It wraps the steps of tasks, too, so that a warning cannot name the task.',
    },
  },
)

/** Counts how often debug mode was set, and reports a slow callback as often. */
export const reportsOnceForEachTimeDebugModeWasSet = fault(
  'scheduling.debug-reports-slow-callbacks',
  'reports-once-for-each-time-debug-mode-was-set',
  {
    says: 'The number of warnings about one slow callback is 2',
    loop: class extends VirtualEventLoop {
      #times = 0

      override setDebug(enabled: boolean): void {
        super.setDebug(enabled)
        this.#times = enabled ? this.#times + 1 : 0
      }

      protected override reportSlow(what: string, ms: number): void {
        for (let time = 0; time < this.#times; time++) super.reportSlow(what, ms)
      }
    },
    profiles: ['debug'],
  },
)

export const checksNoCallbackInDebugMode = fault(
  'scheduling.debug-refuses-what-cannot-be-called',
  'checks-no-callback-in-debug-mode',
  {
    says: 'did not throw',
    loop: class extends VirtualEventLoop {
      protected override checkCall(): void {
        this.checkClosed()
      }
    },
    profiles: ['debug'],
  },
)
