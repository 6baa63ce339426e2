import {
  currentTask,
  Future as ReferenceFuture,
  getTasks,
  peekRunningLoop,
  VirtualEventLoop,
} from '../../../reference/index.ts'
import type { ExceptionContext } from '../../../spec/index.ts'
import type { Arguments, Scheduled } from '../signatures.ts'

/** What all loops of one adapter know of each other. It holds no loop, so that loops can be collected. */
export class Neighbours {
  /** How many loops are not closed. */
  open = 0
  /** How many runs are in progress. */
  runs = 0
}

/** A loop of the reference that knows what happens on it. It behaves like the reference. */
export class WatchedLoop extends VirtualEventLoop {
  readonly neighbours: Neighbours
  /** Another loop was open when this one was made. */
  isSecond: boolean
  /** How many runs have begun. */
  runs = 0
  /** How deep the exception handler is called. */
  handling = 0
  /** A done callback of a future is running. */
  inDoneCallback = false

  constructor(neighbours: Neighbours) {
    super()
    this.neighbours = neighbours
    this.isSecond = neighbours.open > 0
    neighbours.open++
  }

  get isStopping(): boolean {
    return this.stopping
  }

  get makesEagerTasks(): boolean {
    return this.taskFactory !== null
  }

  get isBesideARun(): boolean {
    return this.neighbours.runs > (this.isRunning() ? 1 : 0)
  }

  /** True if more than `count` callbacks and timers wait. */
  hasPending(count: number): boolean {
    let left = count - this.timers.size
    if (left < 0) return true
    for (const _handle of this.ready) if (--left < 0) return true
    return false
  }

  hasTasks(count: number): boolean {
    return getTasks(this).size > count
  }

  override runForever(): Promise<void> {
    const run = super.runForever()
    this.runs++
    this.neighbours.runs++
    const end = (): void => {
      this.neighbours.runs--
    }
    run.then(end, end)
    return run
  }

  override close(): void {
    const wasClosed = this.isClosed()
    super.close()
    if (!wasClosed) this.neighbours.open--
  }

  override callExceptionHandler(context: ExceptionContext): void {
    this.handling++
    try {
      super.callExceptionHandler(context)
    } finally {
      this.handling--
    }
  }

  override callSoon(...call: Arguments<'callSoon'>): Scheduled {
    const handle = super.callSoon(...call)
    const [, args = []] = call
    if (args.length === 1 && isDone(args[0])) this.watchDoneCallback(handle)
    return handle
  }

  private watchDoneCallback(handle: Scheduled): void {
    const run = handle.run.bind(handle)
    handle.run = (loop) => {
      this.inDoneCallback = true
      try {
        run(loop)
      } finally {
        this.inDoneCallback = false
      }
    }
  }
}

/** It calls no method of the future, because that method may be the faulty one. */
function isDone(value: unknown): boolean {
  return value instanceof ReferenceFuture && ReferenceFuture.prototype.done.call(value)
}

/** Where the thread is: in which part of a turn, or outside of one. */
export function placeNow(): 'outside' | 'handler' | 'step' | 'done callback' | 'callback' {
  const loop = peekRunningLoop()
  if (loop === null) return 'outside'
  if (loop instanceof WatchedLoop && loop.handling > 0) return 'handler'
  if (currentTask(loop) !== null) return 'step'
  return loop instanceof WatchedLoop && loop.inDoneCallback ? 'done callback' : 'callback'
}
