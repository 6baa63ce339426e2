/** Loops whose reports, runs and factories differ from asyncio's where the specification leaves it open. */
import { Future, setRunningLoop, Task, VirtualEventLoop } from '../../../reference/index.ts'
import type { ExceptionContext, TaskFactory } from '../../../spec/index.ts'
import { loopOf } from '../fault.ts'
import type { LegalLoop } from './legal-loop.ts'

/** The exception handler gets a copy of the report, with the loop's own keys. */
class AnnotatesReports extends VirtualEventLoop {
  override callExceptionHandler(context: ExceptionContext): void {
    super.callExceptionHandler({ ...context, reportedBy: 'the loop', at: this.time() })
  }
}

/** `stop()` ends the run after the current callback, as a loop may that breaks only a SHOULD. */
class StopsAfterTheCallback extends VirtualEventLoop {
  protected override iterate(): number {
    if (this.timers.size > 0) this.collectDueTimers()
    const next = this.ready.take()
    if (next === null) return 0
    this.ready.putBack(next.next)
    next.next = null
    next.run(this)
    return 1
  }
}

const standardFactory: TaskFactory = (loop, coro, options) => new Task(coro, { ...options, loop })

/** Has a task factory from the start. `null` restores that one. */
class HasAFactory extends VirtualEventLoop {
  constructor() {
    super()
    this.taskFactory = standardFactory
  }

  override setTaskFactory(factory: TaskFactory | null): void {
    super.setTaskFactory(factory ?? standardFactory)
  }
}

/** Has a task factory from the start. `null` removes it, and the loop makes the tasks itself. */
class BeginsWithAFactory extends VirtualEventLoop {
  constructor() {
    super()
    this.taskFactory = standardFactory
  }
}

/** Adds the name of its class to the args of a cancellation that has a message. */
function signed(args: readonly unknown[], by: object): readonly unknown[] {
  return args.length === 1 ? [...args, by.constructor.name] : args
}

class SignsItsCancellations<T> extends Future<T> {
  override cancel(message?: unknown): boolean {
    const accepted = super.cancel(message)
    if (accepted) this.cancelArgs = signed(this.cancelArgs, this)
    return accepted
  }
}

class SigningTask<T> extends Task<T> {
  override cancel(message?: unknown): boolean {
    const accepted = super.cancel(message)
    this.cancelArgs = signed(this.cancelArgs, this)
    return accepted
  }
}

/** `close()` runs what is ready, as trio-asyncio does, and nothing runs afterwards. */
class RunsWhatIsLeft extends VirtualEventLoop {
  override close(): void {
    if (!this.isClosed() && !this.isRunning()) {
      setRunningLoop(this)
      this.iterate()
      setRunningLoop(null)
    }
    super.close()
  }
}

const SigningLoop = loopOf({ futures: SignsItsCancellations, tasks: SigningTask })

export const reportLiberties: readonly LegalLoop[] = [
  { name: 'annotates-reports', profiles: ['base-hooks'], newEventLoop: () => new AnnotatesReports() },
  {
    name: 'stops-after-the-callback',
    profiles: ['base-hooks'],
    newEventLoop: () => new StopsAfterTheCallback(),
  },
  { name: 'has-a-factory-from-the-start', newEventLoop: () => new HasAFactory() },
  { name: 'begins-with-a-factory', newEventLoop: () => new BeginsWithAFactory() },
  { name: 'signs-its-cancellations', newEventLoop: () => new SigningLoop() },
  { name: 'runs-what-is-left', newEventLoop: () => new RunsWhatIsLeft() },
]
