import type { Name, Step } from './program.ts'
import { noTime } from './timeline.ts'

/** One statement as a call of `program_run.py`. The function of its body has been defined before: `t0`, or `body`. */
export function expressionOf(
  step: Exclude<Step, { do: 'return' | 'try' | 'awaitDerived' }>,
  who: Name,
): string {
  const call = (method: string, ...values: readonly unknown[]): string =>
    `run.${method}(${values.map(printValue).join(', ')})`
  switch (step.do) {
    case 'setResult':
      return call('set_result', step.future, step.value)
    case 'setException':
      return call('set_exception', step.future, step.error.sort, step.error.name)
    case 'report':
    case 'throw':
      return call(step.do, step.error.sort, step.error.name)
    case 'cancel':
    case 'state':
    case 'result':
    case 'exception':
      return call(step.do, step.of)
    case 'addDone':
      return call('add_done', step.of, step.callback, step.context, step.twice ? 2 : 1)
    case 'removeDone':
      return call('remove_done', step.of, step.callback)
    case 'callSoon':
    case 'callSoonThreadsafe':
      return call('call_soon', inSnakes(step.do), step.call, step.callback, step.context)
    case 'cancelCall':
      return call('cancel_call', step.call)
    case 'many':
      return call('many', step.what, step.count, step.of)
    case 'gather':
      return call('gather', step.future, step.of, step.returnExceptions)
    case 'shield':
      return call('shield', step.future, step.of)
    case 'copyContext':
      return call('copy_context', step.context)
    case 'set':
      return call('set', step.variable, step.value)
    case 'reset':
      return call('reset', step.variable, step.token)
    case 'get':
      return call('get', who, step.variable)
    case 'getIn':
      return call('get_in', who, step.context, step.variable)
    case 'runIn':
      return call('run_in', step.context, new Code('body'))
    case 'cancelling':
    case 'uncancel':
    case 'getName':
      return call('method', inSnakes(step.do), step.task)
    case 'setName':
      return call('set_name', step.task, step.name)
    case 'createTask': {
      const body = new Code(step.task)
      if (step.through !== null) return call('create_through', inSnakes(step.through), step.task, body)
      const options = step.eagerStart === null ? [] : [new Code(`eager_start=${printValue(step.eagerStart)}`)]
      return call('create_task', step.task, body, step.context, step.group, ...options)
    }
    case 'getTasks':
    case 'currentTask':
    case 'runningLoop':
    case 'stop':
      return call(inSnakes(step.do))
    case 'yield':
      return call('pause', who)
    case 'await':
      return call('wait_on', who, step.of)
    case 'sleep':
      return call('sleep', who, secondsOf(step), step.value)
    case 'wait':
      return call('wait', who, step.of, step.when)
    case 'waitFor':
      return call('wait_for', who, step.of, secondsOf(step))
    case 'waitForCoroutine':
      return call('wait_for_coroutine', who, secondsOf(step), new Code('body'))
    case 'timeout':
      return call('timeout', who, step.timeout, secondsOf(step), new Code('body'))
    case 'taskGroup':
      return call('task_group', who, step.group, new Code('body'))
    case 'callLater':
    case 'callAt':
    case 'together':
    case 'reschedule':
    case 'timeoutState':
      throw new Error(`Programs in Python have no timers, and this one has ${step.do}.`)
  }
}

/** Seconds: null for ever, 0 for no time, or a time that is over. */
function secondsOf({ units }: { readonly units: number | null }): number | null {
  return units === noTime ? 0 : units
}

class Code {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

function printValue(value: unknown): string {
  if (value instanceof Code) return value.text
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  return Array.isArray(value) ? `[${value.map(printValue).join(', ')}]` : JSON.stringify(value)
}

/** `callSoon` in Python's style: `call_soon`. */
function inSnakes(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
