import type { Action, Schedule } from '../program.ts'
import type { ProgramRun } from '../program-run.ts'
import { quote } from '../text.ts'
import { contextArgument, printThrown, type Statement, type Statements } from './statement.ts'

const scheduleSoon: Statement<Schedule> = {
  act(run, { do: method, call, callback, context }) {
    if (method !== 'callSoon' && method !== 'callSoonThreadsafe') return
    run.calls.set(call, run.loop[method](run.callback(callback), [call], run.inContext(context)))
  },
  print: ({ do: method, call, callback, context }) => [
    `calls.set('${call}', loop.${method}(${[callback, `['${call}']`, ...contextArgument(context)].join(', ')}))`,
  ],
}

const scheduleTimer: Statement<Schedule> = {
  act(run, { do: method, call, callback, context, delay }) {
    const { loop } = run
    const now = loop.time()
    const delayMs = run.delay(delay, now)
    const rest = [run.callback(callback), [call], run.inContext(context)] as const
    const handle =
      method === 'callLater' ? loop.callLater(delayMs, ...rest) : loop.callAt(now + delayMs, ...rest)
    run.witness.note(`${call} is due at ${run.moment(handle.when())}`)
    run.calls.set(call, handle)
  },
  print({ do: method, call, callback, context, delay }) {
    const rest = [callback, `['${call}']`, ...contextArgument(context)].join(', ')
    const make =
      method === 'callLater'
        ? `(delay) => loop.callLater(delay, ${rest})`
        : `(delay, now) => loop.callAt(now + delay, ${rest})`
    return [`timer('${call}', ${String(delay)}, ${make})`]
  },
}

/** Timers with one deadline, and a timer right after it that notes which of them have run. */
const together: Statement<Extract<Action, { do: 'together' }>> = {
  act(run, { calls, units }) {
    const when = run.loop.time() + run.delay(units)
    const ran: string[] = []
    for (const call of calls) {
      const timer = (): void => {
        run.callsThatRan.add(call)
        ran.push(call)
      }
      run.calls.set(call, run.loop.callAt(when, timer))
    }
    const after = run.loop.time() + run.delay(units)
    run.loop.callAt(after, () => run.witness.note(`together: ${ran.sort().join()}`))
  },
  print: ({ calls, units }) => [`together([${calls.map(quote).join(', ')}], ${String(units)})`],
}

/** Calls that schedule something, and calls of the loop itself. */
export const onCalls: Statements<
  Schedule['do'] | 'together' | 'cancelCall' | 'runningLoop' | 'report' | 'stop'
> = {
  callSoon: scheduleSoon,
  callSoonThreadsafe: scheduleSoon,
  callLater: scheduleTimer,
  callAt: scheduleTimer,
  together,
  cancelCall: {
    act: (run, { call }) => cancelCall(run, call),
    print: ({ call }) => [`cancelCall('${call}')`],
  },
  runningLoop: {
    act: ({ witness, api, loop }) => witness.tell('runningLoop', () => api.getRunningLoop() === loop),
    print: () => ["tell('runningLoop', () => api.getRunningLoop() === loop)"],
  },
  report: {
    act({ loop, witness }, { error }) {
      loop.callExceptionHandler({ message: 'told', exception: witness.make(error), told: 'by the program' })
    },
    print: ({ error }) => [
      `loop.callExceptionHandler({ message: 'told', exception: ${printThrown(error)}, told: 'by the program' })`,
    ],
  },
  stop: {
    act: ({ loop }) => loop.stop(),
    print: () => ['loop.stop()'],
  },
}

function cancelCall({ calls, callsThatRan, witness }: ProgramRun, call: string): void {
  const handle = calls.get(call)
  if (handle === undefined) return
  witness.note(`${call} is cancelled: ${String(handle.cancelled())}`)
  handle.cancel()
  // `cancelled()` of a handle that ran first and was cancelled then is unspecified.
  if (callsThatRan.has(call)) calls.delete(call)
}
