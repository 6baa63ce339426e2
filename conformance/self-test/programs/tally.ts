import type { Program } from '../../programs/program.ts'

/** What a program does, with a pattern of its JSON. */
const statements: Readonly<Record<string, readonly string[]>> = {
  timers: ['callLater', 'callAt', 'together', 'cancelCall'],
  cancellation: ['cancel', 'cancelling', 'uncancel'],
  context: ['copyContext', 'runIn', 'set', 'reset', 'get', 'getIn'],
  waiting: ['sleep', 'gather', 'shield', 'wait', 'waitFor', 'waitForCoroutine'],
  timeouts: ['timeout', 'reschedule', 'timeoutState'],
  groups: ['taskGroup'],
  exceptions: ['setException', 'throw', 'report'],
  registry: ['getTasks', 'currentTask', 'runningLoop'],
}

/** What happened, with a pattern of a line of the trace. */
const events: Readonly<Record<string, RegExp>> = {
  'timers with one deadline ran': /^together: ./,
  'a coroutine caught a cancellation': / caught CancelledError/,
  '`gather` gave results': / got \[.*\] from g/,
  '`gather` or `shield` threw': / got \w*(Error|Group|Exit)\b.* from g/,
  '`wait` left some pending': / before .+ from wait/,
  '`waitFor` threw `TimeoutError`': / got TimeoutError from waitFor/,
  '`timeout` threw `TimeoutError`': / got TimeoutError from w/,
  '`reschedule` was refused': /^reschedule of w\d+ threw/,
  'a group was cancelled': / got CancelledError.* from k/,
  'a group threw `ExceptionGroup`': / got ExceptionGroup.* from k/,
  'one with several errors': / got ExceptionGroup\[.*,.*\] from k/,
  'one inside of another': / got ExceptionGroup\[.*ExceptionGroup.*\] from k/,
  'a group refused a task': /^createTask of t\d+ threw/,
  'a token was refused': /^reset of v\d threw/,
  'the handler was called for a callback': /^handler heard .*handle/,
  'the handler was called for a shielded error': /^handler heard .*future/,
  'a run ended with one of the fatal pair': /^the run threw SystemExit/,
}

export type Counts = Record<string, number>

/** Counts the programs with each statement, and the programs in which each thing happened. */
export class Tally {
  readonly counts: Counts = {}

  add(program: Program, trace: readonly string[]): void {
    const text = JSON.stringify(program)
    const verbs = new Set([...text.matchAll(/"do":"(\w+)"/g)].map((match) => match[1] ?? ''))
    for (const [area, all] of Object.entries(statements))
      if (all.some((verb) => verbs.has(verb))) this.#count(area)
    if (program.eager || text.includes('"eagerStart":true')) this.#count(eager)
    for (const [what, pattern] of Object.entries(events))
      if (trace.some((line) => pattern.test(line))) this.#count(what)
  }

  #count(what: string): void {
    this.counts[what] = (this.counts[what] ?? 0) + 1
  }
}

const eager = 'tasks that start eagerly'

/** Two tables of the counts. */
export function printTally(all: readonly Counts[]): string {
  const sum = (what: string): number => all.reduce((total, counts) => total + (counts[what] ?? 0), 0)
  const row = (what: string, more: string): string => `| ${what} | ${more}${String(sum(what))} |`
  return [
    '| programs with | statements | programs |',
    '| --- | --- | --- |',
    ...Object.entries(statements).map(([area, verbs]) => row(area, `\`${verbs.join('`, `')}\` | `)),
    row(eager, '`eagerTaskFactory`, `eagerStart` | '),
    '',
    '| programs in which | programs |',
    '| --- | --- |',
    ...Object.keys(events).map((what) => row(what, '')),
  ].join('\n')
}
