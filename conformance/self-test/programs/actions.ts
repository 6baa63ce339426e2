import type { Handle, Task, TimerHandle } from '../../../spec/index.ts'
import type { Frame, ProgramRun } from './program-run.ts'
import type { Action, Name, Schedule } from './program.ts'
import { coroutine } from './steps.ts'
import { delayOf } from './timeline.ts'

type Doing<D extends Action['do']> = Extract<Action, { do: D }>

/** Does what one statement says. Only the public contract is touched. */
export function act(run: ProgramRun, action: Action, frame: Frame): void {
  const { witness, loop, api } = run
  switch (action.do) {
    case 'setResult':
      return witness.quietly(`setResult of ${action.future}`, () =>
        run.futures.get(action.future)?.setResult(action.value),
      )
    case 'setException':
      return witness.quietly(`setException of ${action.future}`, () =>
        run.futures.get(action.future)?.setException(witness.make(action.error)),
      )
    case 'stop':
      return loop.stop()
    case 'throw':
      throw witness.make(action.error)
    case 'createTask':
      return createTask(run, action)
    case 'getTasks':
      return witness.tell('getTasks', () => [...api.getTasks()].map(nameOf).sort().join())
    case 'currentTask':
      return witness.tell('currentTask', () => nameOf(api.currentTask()))
    case 'runningLoop':
      return witness.tell('runningLoop', () => api.getRunningLoop() === loop)
    case 'callSoon':
    case 'callSoonThreadsafe':
    case 'callLater':
    case 'callAt':
      run.calls.set(action.call, schedule(run, action))
      return
    case 'cancelCall':
      return cancelCall(run, action.call)
    case 'copyContext':
    case 'set':
    case 'reset':
    case 'get':
      return actOnContext(run, action, frame)
    case 'cancelling':
    case 'uncancel':
    case 'getName':
    case 'setName':
      return actOnTask(run, action)
    default:
      return actOnAwaitable(run, action)
  }
}

function createTask(run: ProgramRun, { task: name, body, context }: Doing<'createTask'>): void {
  const options = { name, ...run.inContext(context) }
  run.addTask(name, run.loop.createTask(coroutine(run, body, { who: name, tokens: new Map() }), options))
}

function schedule(run: ProgramRun, action: Schedule): Handle {
  const { loop, witness } = run
  const { call, delay } = action
  const callback = run.callback(action.callback)
  const options = run.inContext(action.context)
  if (action.do === 'callSoon') return loop.callSoon(callback, [call], options)
  if (action.do === 'callSoonThreadsafe') return loop.callSoonThreadsafe(callback, [call], options)
  const now = loop.time()
  const delayMs = delayOf(now - run.startMs, delay, ++run.timers)
  const handle: TimerHandle =
    action.do === 'callLater'
      ? loop.callLater(delayMs, callback, [call], options)
      : loop.callAt(now + delayMs, callback, [call], options)
  witness.note(`${call} is due at ${String(Math.round(handle.when() - run.startMs))}`)
  return handle
}

function cancelCall(run: ProgramRun, call: Name): void {
  const handle = run.calls.get(call)
  if (handle === undefined) return
  run.witness.note(`${call} is cancelled: ${String(handle.cancelled())}`)
  handle.cancel()
  // What a handle answers that ran first and was cancelled then is unspecified.
  if (run.callsThatRan.has(call)) run.calls.delete(call)
}

function actOnContext(
  run: ProgramRun,
  action: Doing<'copyContext' | 'set' | 'reset' | 'get'>,
  { who, tokens }: Frame,
): void {
  if (action.do === 'copyContext') {
    run.contexts.set(action.context, run.api.copyContext())
    return
  }
  const { variable: name } = action
  const variable = run.variables.get(name)
  if (variable === undefined) return
  if (action.do === 'get') run.witness.note(`${who} finds ${String(variable.get())}`)
  else if (action.do === 'set') tokens.set(name, variable.set(action.value))
  else {
    const token = tokens.get(name)
    if (token !== undefined) variable.reset(token)
    tokens.delete(name)
  }
}

function actOnTask(run: ProgramRun, action: Doing<'cancelling' | 'uncancel' | 'getName' | 'setName'>): void {
  const task = run.tasks.get(action.task)
  if (task === undefined) return
  if (action.do === 'setName') task.setName(action.name)
  else run.witness.tell(`${action.do} of ${action.task}`, () => task[action.do]())
}

function actOnAwaitable(
  run: ProgramRun,
  action: Doing<'cancel' | 'addDone' | 'removeDone' | 'state' | 'result' | 'exception'>,
): void {
  const { witness } = run
  const future = run.awaitable(action.of)
  if (future === undefined) return
  const what = `${action.do} of ${action.of}`
  switch (action.do) {
    case 'cancel':
      return witness.tell(what, () =>
        action.message === null ? future.cancel() : future.cancel(action.message),
      )
    case 'addDone':
      for (let count = 0; count < (action.twice ? 2 : 1); count++)
        future.addDoneCallback(run.callback(action.callback), run.inContext(action.context))
      return
    case 'removeDone':
      return witness.tell(what, () => future.removeDoneCallback(run.callback(action.callback)))
    case 'state':
      return witness.note(`${what}: ${String(future.done())} ${String(future.cancelled())}`)
    case 'result':
      return witness.tell(what, () => future.result(), future)
    case 'exception':
      return witness.tell(what, () => describeOrNone(run, future.exception()), future)
  }
}

function describeOrNone({ witness }: ProgramRun, exception: unknown): string {
  return exception === null ? 'none' : witness.describe(exception)
}

function nameOf(task: unknown): string {
  return task === null ? 'none' : (task as Task).getName()
}
