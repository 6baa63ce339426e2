import type { WeightedArbitrary } from 'fast-check'
import { verbs } from './arbitrary-parts.ts'
import type { Step } from './program.ts'

/**
 * Statements that a program has more of than others. A defect that needs several statements of one sort is rare in a program that has a
 * little of everything.
 */
export type Focus = ReadonlySet<Step['do']>

export const foci: readonly Focus[] = [
  new Set<Step['do']>(),
  new Set<Step['do']>(['wait', 'setException', 'setResult', 'waitFor', 'yield', 'sleep']),
  new Set<Step['do']>(['taskGroup', 'timeout', 'cancel', 'uncancel', 'cancelling', 'throw', 'try']),
  new Set<Step['do']>(['gather', 'shield', 'awaitDerived', 'cancel', 'setException', 'setResult']),
  new Set<Step['do']>(['copyContext', 'set', 'reset', 'get', 'getIn', 'runIn', 'addDone']),
  new Set<Step['do']>(['callSoon', 'callLater', 'callAt', 'together', 'cancelCall', 'many', 'stop']),
  new Set<Step['do']>([
    'getTasks',
    'currentTask',
    'getName',
    'setName',
    'await',
    'return',
    'throw',
    'report',
  ]),
  new Set<Step['do']>(['addDone', 'removeDone', 'setResult', 'cancel', 'state', 'result', 'exception']),
]

const factor = 6

/** The choices, with those of the focus more often. The order stays: fast-check shrinks towards the first. */
export function weigh<T>(focus: Focus, choices: readonly WeightedArbitrary<T>[]): WeightedArbitrary<T>[] {
  return choices.map(({ weight, arbitrary }) => {
    const verb = verbs.get(arbitrary)
    return { arbitrary, weight: verb !== undefined && focus.has(verb) ? weight * factor : weight }
  })
}
