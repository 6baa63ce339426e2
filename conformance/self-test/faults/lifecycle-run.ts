import { isCoroutine, isFuture, VirtualEventLoop } from '../../../reference/index.ts'
import { errorKind, isFatalError, type Awaitable, type EventLoop, type Future } from '../../../spec/index.ts'
import { faultyLoop, type Fault } from '../fault.ts'

type Stop = (done: Future) => void

class NeverSettles extends VirtualEventLoop {
  override runForever(): Promise<void> {
    void super.runForever()
    return new Promise(() => undefined)
  }
}

/** Says what it was asked to become, not what it is. */
class NotRunningAfterStop extends VirtualEventLoop {
  override isRunning(): boolean {
    return super.isRunning() && !this.stopping
  }
}

class WaitsForDoneFutures extends VirtualEventLoop {
  override runUntilComplete<T>(awaitable: Awaitable<T>): Promise<T> {
    const wasDone = isFuture(awaitable) && awaitable.done()
    const run = super.runUntilComplete(awaitable)
    return wasDone ? new Promise(() => undefined) : run
  }
}

class WrapsExceptions extends VirtualEventLoop {
  protected override async finishRun<T>(run: Promise<void>, future: Future<T>, stop: Stop): Promise<T> {
    try {
      return await super.finishRun(run, future, stop)
    } catch (error) {
      const kind = errorKind(error)
      throw kind === 'Error' ? new Error('The run failed.', { cause: error }) : error
    }
  }
}

/** Drives the main coroutine by hand. */
class MainIsNoTask extends VirtualEventLoop {
  override runUntilComplete<T>(awaitable: Awaitable<T>): Promise<T> {
    if (!isCoroutine(awaitable)) return super.runUntilComplete(awaitable)
    const future = this.createFuture<T>()
    const step = (): void => {
      try {
        const { done, value } = awaitable.next()
        if (done === true) future.setResult(value)
        else if (value === undefined) this.callSoon(step)
        else (value as unknown as Future).addDoneCallback(step)
      } catch (error) {
        future.setException(error)
        if (isFatalError(error)) throw error
      }
    }
    this.callSoon(step)
    return super.runUntilComplete(future)
  }
}

/** Takes any value for the result. */
class TakesValues extends VirtualEventLoop {
  override runUntilComplete<T>(awaitable: Awaitable<T>): Promise<T> {
    try {
      return super.runUntilComplete(awaitable)
    } catch (error) {
      if (errorKind(error) === 'TypeError') return Promise.resolve(awaitable as T)
      throw error
    }
  }
}

/** Keeps a class of its own for the main task. */
class MainTaskIsSpecial extends VirtualEventLoop {
  override runUntilComplete<T>(awaitable: Awaitable<T>): Promise<T> {
    const factory = this.taskFactory
    this.taskFactory = null
    try {
      return super.runUntilComplete(awaitable)
    } finally {
      this.taskFactory = factory
    }
  }
}

/** Waits for whatever it is given. */
class TakesForeignFutures extends VirtualEventLoop {
  override runUntilComplete<T>(awaitable: Awaitable<T>): Promise<T> {
    if (!isFuture(awaitable) || awaitable.getLoop() === this) return super.runUntilComplete(awaitable)
    return this.finishRun(this.runForever(), awaitable, () => undefined)
  }
}

class StoppedIsUndefined extends VirtualEventLoop {
  protected override async finishRun<T>(run: Promise<void>, future: Future<T>, stop: Stop): Promise<T> {
    await run
    future.removeDoneCallback(stop)
    return future.done() ? future.result() : (undefined as T)
  }
}

class LeavesItsCallback extends VirtualEventLoop {
  protected override finishRun<T>(run: Promise<void>, future: Future<T>): Promise<T> {
    return super.finishRun(run, future, () => undefined)
  }
}

const fault = (name: string, clause: string, observes: RegExp, loop: new () => EventLoop): Fault => ({
  name,
  clause: `lifecycle.${clause}` as Fault['clause'],
  observes,
  adapter: faultyLoop(name, () => new loop()),
})

export const lifecycleRunFaults: readonly Fault[] = [
  fault('never-settles-its-runs', 'run-forever-ends-at-stop', /runForever\(\) to end after/, NeverSettles),
  fault(
    'is-not-running-after-stop',
    'is-running-during-a-run',
    /\[false, true, true, false\][^]*\[false, true, false, false\]/,
    NotRunningAfterStop,
  ),
  fault(
    'waits-in-vain-for-done-futures',
    'run-until-complete-gives-the-result',
    /runUntilComplete\(\) to end with a future that was done before/,
    WaitsForDoneFutures,
  ),
  fault(
    'wraps-the-exception-of-the-run',
    'run-until-complete-throws-the-exception',
    /Error\("The run failed\."\)/,
    WrapsExceptions,
  ),
  fault(
    'drives-the-main-coroutine-by-hand',
    'run-until-complete-drives-a-coroutine',
    /ran while no task was current/,
    MainIsNoTask,
  ),
  fault(
    'does-not-ask-the-factory-for-the-main-task',
    'run-until-complete-drives-a-coroutine',
    /"factory" happened never/,
    MainTaskIsSpecial,
  ),
  fault(
    'waits-for-futures-of-other-loops',
    'run-until-complete-refuses-foreign-futures',
    /future of another loop threw nothing/,
    TakesForeignFutures,
  ),
  fault(
    'takes-any-value-for-the-result',
    'run-until-complete-refuses-what-cannot-be-awaited',
    /runUntilComplete\(42\) threw nothing/,
    TakesValues,
  ),
  fault(
    'gives-undefined-when-stopped-early',
    'run-stopped-early-has-no-result',
    /stopped before its future is done threw nothing/,
    StoppedIsUndefined,
  ),
  fault(
    'leaves-its-callback-on-the-future',
    'run-until-complete-leaves-no-callback',
    /"hop 0" never happened/,
    LeavesItsCallback,
  ),
]
