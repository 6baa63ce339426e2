/** The set of places from which a program can call something of a loop. */
import type { Coroutine, EventLoop } from '../../../spec/index.ts'
import { oneOf, type Attempt, type CaseSet, type CheckContext } from '../../harness/index.ts'
import { later } from './turns.ts'

/** Calls `fn` once in a place, during a run of the loop that goes on for some iterations afterwards. What `fn` throws is thrown. */
export type Place = (t: CheckContext, loop: EventLoop, fn: () => void) => Promise<void>

const iterationsAfter = 8

/** Places inside of a run. A draw of them reads "called in a step of a task". */
export const placesInRun: CaseSet<Place> = oneOf<Place>(
  ['in a callback', () => place((loop, call) => loop.callSoon(call))],
  ['in a timer', () => place((loop, call) => loop.callLater(0, call))],
  ['in a step of a task', () => place(inStep)],
  ['in a done callback', () => place(inDoneCallback)],
  ['in the exception handler', () => place(inExceptionHandler)],
)

/** The same, and outside of a run. */
export const places: CaseSet<Place> = oneOf<Place>(
  ['in a callback', () => placesInRun.make(0)],
  ['outside of a run', () => outside],
  ['in a timer', () => placesInRun.make(1)],
  ['in a step of a task', () => placesInRun.make(2)],
  ['in a done callback', () => placesInRun.make(3)],
  ['in the exception handler', () => placesInRun.make(4)],
)

async function outside(t: CheckContext, loop: EventLoop, fn: () => void): Promise<void> {
  fn()
  await t.iterations(loop)
}

/** `begin` makes the loop call what it is given. */
function place(begin: (loop: EventLoop, call: () => void) => unknown): Place {
  return async (t, loop, fn) => {
    const calls: Attempt<void>[] = []
    begin(loop, () => {
      calls.push(t.attempt(fn))
      later(loop, () => loop.stop(), iterationsAfter)
    })
    t.waitingFor = 'the run in which the check calls something to end'
    await loop.runForever()
    const [called] = calls
    if (called?.threw === true) throw called.error
  }
}

function inStep(loop: EventLoop, call: () => void): void {
  loop.createTask(stepThatCalls(call))
}

function* stepThatCalls(call: () => void): Coroutine<void> {
  call()
}

function inDoneCallback(loop: EventLoop, call: () => void): void {
  const future = loop.createFuture()
  future.addDoneCallback(call)
  loop.callSoon(() => future.setResult('done'))
}

/** What it throws is the subject of other checks. */
function quietly(action: () => void): void {
  try {
    action()
  } catch {
    // It throws on loops that take no exception handler.
  }
}

function inExceptionHandler(loop: EventLoop, call: () => void): void {
  const before = loop.getExceptionHandler()
  loop.callSoon(() => {
    let isOver = false
    const callOnce = (): void => {
      if (isOver) return
      isOver = true
      quietly(() => loop.setExceptionHandler(before))
      call()
    }
    try {
      loop.setExceptionHandler(callOnce)
      loop.callExceptionHandler({ message: 'The check calls the handler.' })
    } catch {
      // A loop that takes no handler breaks another clause.
    } finally {
      // Whether a handler is called is not what the check is about.
      callOnce()
    }
  })
}
