import { Future, peekRunningLoop } from '../../../reference/index.ts'
import { isFatalError, type Context, type DoneCallback } from '../../../spec/index.ts'
import type { Fault } from '../fault.ts'
import { withFuture } from './with-future.ts'

type Options = { context?: Context | undefined } | undefined

class LastComeFirstServed<T> extends Future<T> {
  protected override scheduleCallbacks(): void {
    this.callbacks?.reverse()
    super.scheduleCallbacks()
  }
}

/** As a listener would be called: at once. Tasks, which say in which context they are woken, still wait their turn. */
class CallingInline<T> extends Future<T> {
  readonly #tasks = new Set<unknown>()

  override addDoneCallback(callback: DoneCallback<this>, options?: Options): void {
    if (options?.context !== undefined) this.#tasks.add(callback)
    super.addDoneCallback(callback, options)
  }

  protected override scheduleCallbacks(): void {
    const inline = peekRunningLoop() === null ? [] : (this.callbacks ?? [])
    if (inline.length > 0) this.callbacks = inline.filter(({ callback }) => this.#tasks.has(callback))
    super.scheduleCallbacks()
    for (const { callback } of inline) if (!this.#tasks.has(callback)) callback(this as never)
  }
}

class CallingLateComersInline<T> extends Future<T> {
  override addDoneCallback(callback: DoneCallback<this>, options?: Options): void {
    if (this.done()) callback(this)
    else super.addDoneCallback(callback, options)
  }
}

class GivingTheResultToo<T> extends Future<T> {
  override addDoneCallback(callback: DoneCallback<this>, options?: Options): void {
    if (this.state === 'finished') this.loop.callSoon(callback, [this, this.value], options)
    else super.addDoneCallback(callback, options)
  }
}

class LateComersWaitLonger<T> extends Future<T> {
  override addDoneCallback(callback: DoneCallback<this>, options?: Options): void {
    if (this.done()) this.loop.callSoon(() => this.loop.callSoon(callback, [this], options))
    else super.addDoneCallback(callback, options)
  }
}

class KeepingASet<T> extends Future<T> {
  override addDoneCallback(callback: DoneCallback<this>, options?: Options): void {
    if (this.callbacks?.some((known) => known.callback === callback) !== true)
      super.addDoneCallback(callback, options)
  }
}

class RemovingTheFirst<T> extends Future<T> {
  override removeDoneCallback(callback: DoneCallback<this>): number {
    const index = this.callbacks?.findIndex((known) => known.callback === callback) ?? -1
    if (index >= 0) this.callbacks?.splice(index, 1)
    return index >= 0 ? 1 : 0
  }
}

class NotCountingRemoved<T> extends Future<T> {
  override removeDoneCallback(callback: DoneCallback<this>): number {
    return Math.min(1, super.removeDoneCallback(callback))
  }
}

/** One callback of the loop for all of the future, which reads the list when it runs. */
class DrainingALiveList<T> extends Future<T> {
  protected override scheduleCallbacks(): void {
    if (this.callbacks === null) return
    this.loop.callSoon(() => {
      try {
        for (let first = this.callbacks?.shift(); first !== undefined; first = this.callbacks?.shift())
          this.callOne(first.callback, first.context)
      } catch (fatal) {
        this.scheduleCallbacks()
        throw fatal
      }
    })
  }

  protected callOne(callback: DoneCallback<never>, context: Context): void {
    try {
      context.run(() => {
        callback(this as never)
      })
    } catch (exception) {
      if (isFatalError(exception)) throw exception
      this.loop.callExceptionHandler({ message: 'Error in a done callback', exception })
    }
  }
}

class DrainingUntilAnError<T> extends Future<T> {
  protected override scheduleCallbacks(): void {
    const registrations = this.callbacks
    this.callbacks = null
    if (registrations === null) return
    this.loop.callSoon(() => {
      for (const { callback, context } of registrations)
        context.run(() => {
          callback(this as never)
        })
    })
  }
}

class TasksFirst<T> extends Future<T> {
  readonly #tasks = new Set<unknown>()

  override addDoneCallback(callback: DoneCallback<this>, options?: Options): void {
    // Only tasks say in which context they are to be woken.
    if (options?.context !== undefined) this.#tasks.add(callback)
    super.addDoneCallback(callback, options)
  }

  protected override scheduleCallbacks(): void {
    this.callbacks?.sort((a, b) => Number(this.#tasks.has(b.callback)) - Number(this.#tasks.has(a.callback)))
    super.scheduleCallbacks()
  }
}

class ContextOfTheSettler<T> extends Future<T> {
  override addDoneCallback(callback: DoneCallback<this>, options?: Options): void {
    super.addDoneCallback(callback, options)
    const registration = this.callbacks?.at(-1) as { context?: Context | undefined } | undefined
    if (registration !== undefined && options?.context === undefined) registration.context = undefined
  }
}

class CopyingTheContext<T> extends Future<T> {
  override addDoneCallback(callback: DoneCallback<this>, options?: Options): void {
    const copied =
      this.done() && options?.context !== undefined ? { context: options.context.copy() } : options
    super.addDoneCallback(callback, copied)
  }
}

class AnIterationLate<T> extends Future<T> {
  protected override scheduleCallbacks(): void {
    if (this.callbacks !== null)
      this.loop.callSoon(() => {
        super.scheduleCallbacks()
      })
  }

  override removeDoneCallback(callback: DoneCallback<this>): number {
    return this.done() ? 0 : super.removeDoneCallback(callback)
  }
}

export const futureCallbackFaults: readonly Fault[] = [
  {
    name: 'runs-done-callbacks-in-reverse',
    clause: 'future.callbacks-run-in-order',
    observes: /"b" came before "a"/,
    adapter: withFuture('runs-done-callbacks-in-reverse', LastComeFirstServed),
  },
  {
    name: 'runs-done-callbacks-inside-set-result',
    clause: 'future.callbacks-never-run-inline',
    observes: /"done callback, settled inside" came before "settled inside"/,
    adapter: withFuture('runs-done-callbacks-inside-set-result', CallingInline),
  },
  {
    name: 'runs-a-late-done-callback-inline',
    clause: 'future.callbacks-never-run-inline',
    observes: /"done callback, added outside" came before "added outside"/,
    adapter: withFuture('runs-a-late-done-callback-inline', CallingLateComersInline),
  },
  {
    name: 'gives-the-result-to-done-callbacks-too',
    clause: 'future.callbacks-get-the-future',
    observes: /the arguments of a done callback/,
    adapter: withFuture('gives-the-result-to-done-callbacks-too', GivingTheResultToo),
  },
  {
    name: 'lets-late-done-callbacks-wait-an-iteration-longer',
    clause: 'future.callback-of-a-done-future-is-scheduled',
    observes: /"after" came before "done callback"/,
    adapter: withFuture('lets-late-done-callbacks-wait-an-iteration-longer', LateComersWaitLonger),
  },
  {
    name: 'keeps-done-callbacks-in-a-set',
    clause: 'future.callback-added-twice-runs-twice',
    observes: /"twice" happened once/,
    adapter: withFuture('keeps-done-callbacks-in-a-set', KeepingASet),
  },
  {
    name: 'removes-only-the-first-registration',
    clause: 'future.callback-can-be-removed',
    observes: /the answers of removeDoneCallback\(\)/,
    adapter: withFuture('removes-only-the-first-registration', RemovingTheFirst),
  },
  {
    name: 'does-not-count-what-it-removes',
    clause: 'future.callback-can-be-removed',
    observes: /the answers of removeDoneCallback\(\)/,
    adapter: withFuture('does-not-count-what-it-removes', NotCountingRemoved),
  },
  {
    name: 'lets-scheduled-done-callbacks-be-removed',
    clause: 'future.scheduled-callback-cannot-be-removed',
    observes: /removeDoneCallback\(\) on a done future/,
    adapter: withFuture('lets-scheduled-done-callbacks-be-removed', DrainingALiveList),
  },
  {
    name: 'runs-done-callbacks-in-the-context-of-the-settler',
    clause: 'future.callback-keeps-its-context',
    observes: /what the callbacks find in the variable: \['adding', 'written by early'\]/,
    adapter: withFuture('runs-done-callbacks-in-the-context-of-the-settler', ContextOfTheSettler),
  },
  {
    name: 'copies-the-context-given-with-a-late-done-callback',
    clause: 'future.callback-keeps-its-context',
    observes: /what the context holds afterwards: 'written by late'/,
    adapter: withFuture('copies-the-context-given-with-a-late-done-callback', CopyingTheContext),
  },
  {
    name: 'stops-at-the-first-done-callback-that-throws',
    clause: 'future.callback-error-spares-the-others',
    observes: /"second" never happened/,
    adapter: withFuture('stops-at-the-first-done-callback-that-throws', DrainingUntilAnError),
  },
  {
    name: 'wakes-tasks-before-done-callbacks',
    clause: 'future.waiters-are-served-in-one-order',
    observes: /"second task goes on" came before "callback of the future"/,
    adapter: withFuture('wakes-tasks-before-done-callbacks', TasksFirst),
  },
  {
    name: 'schedules-done-callbacks-an-iteration-late',
    clause: 'future.waiters-are-served-in-one-order',
    observes: /"scheduled after" came before "second task goes on"/,
    adapter: withFuture('schedules-done-callbacks-an-iteration-late', AnIterationLate),
  },
]
