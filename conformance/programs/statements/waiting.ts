import type { Coroutine, Future } from '../../../spec/index.ts'
import type { Frame, ProgramRun } from '../program-run.ts'
import type { Name, Step, Waiting } from '../program.ts'
import { indent } from '../text.ts'
import { printValue, valueOf, type Value } from '../values.ts'
import { statementOf } from './index.ts'
import { printAwaitable } from './statement.ts'

/** Executes a body. Returns the value of its `return`, or null at its end. */
type Perform = (body: readonly Step[]) => Coroutine<Value | null>
type PrintBody = (body: readonly Step[], who: Name) => string[]

/** One way of waiting, executed and printed. The caller notes the outcome. */
interface Way<W> {
  /** Its name in the trace. */
  name(step: W): string
  act(run: ProgramRun, step: W, perform: Perform): Coroutine<unknown>
  /** Lines that make one expression: the coroutine. */
  print(step: W, who: Name, printBody: PrintBody): string[]
}

const ways: { readonly [K in Waiting['do']]: Way<Extract<Waiting, { do: K }>> } = {
  sleep: {
    name: () => 'sleep',
    *act(run, { units, value }) {
      return yield* run.api.sleep(run.delay(units), valueOf(value))
    },
    print: ({ units, value }) => [`api.sleep(delay(${String(units)}), ${printValue(value)})`],
  },
  wait: {
    name: () => 'wait',
    *act(run, { of, when: returnWhen, units }) {
      const futures = run.awaitables(of)
      if (futures.length === 0) return 'nothing'
      const timeout = units === null ? null : run.delay(units)
      const sets = yield* run.api.wait(futures, { returnWhen, timeout })
      const [done, pending] = sets.map((set) =>
        [...set]
          .map((future) => run.nameOf(future))
          .sort()
          .join(),
      )
      return `${String(done)} before ${String(pending)}`
    },
    print: ({ of, when, units }) => [
      `waitForSome([${of.map(printAwaitable).join(', ')}], '${when}', ${String(units)})`,
    ],
  },
  awaitDerived: {
    name: ({ derive }) => derive.future,
    *act(run, { derive }) {
      return yield* run.awaitable(derive.future) as Future
    },
    print: ({ derive }) => [printAwaitable(derive.future)],
  },
  waitFor: {
    name: ({ of }) => `waitFor ${of}`,
    *act(run, { of, units }) {
      const future = run.awaitable(of)
      if (future === undefined) return 'nothing'
      return yield* run.api.waitFor(future, units === null ? null : run.delay(units))
    },
    print: ({ of, units }) => [`waitFor(${printAwaitable(of)}, ${String(units)})`],
  },
  waitForCoroutine: {
    name: () => 'waitFor',
    *act(run, { units, body }, perform) {
      const coroutine = (function* (): Coroutine<unknown> {
        return resultOf(yield* perform(body))
      })()
      return yield* run.api.waitFor(coroutine, units === null ? null : run.delay(units))
    },
    print: ({ units, body }, who, printBody) => [
      'api.waitFor((function* (): Coroutine<unknown> {',
      ...printEnding(body, who, printBody),
      `})(), ${units === null ? 'null' : `delay(${String(units)})`})`,
    ],
  },
  timeout: {
    name: ({ timeout }) => timeout,
    *act(run, { timeout: name, units, body }, perform) {
      const ms = units === null ? null : run.delay(units)
      return yield* run.api.timeout(ms, function* (timeout) {
        run.timeouts.set(name, timeout)
        return resultOf(yield* perform(body))
      })
    },
    print: ({ timeout, units, body }, who, printBody) => [
      `api.timeout(${units === null ? 'null' : `delay(${String(units)})`}, function* (timeout) {`,
      `  timeouts.${timeout} = timeout`,
      ...printEnding(body, who, printBody),
      '})',
    ],
  },
  taskGroup: {
    name: ({ group }) => group,
    *act(run, { group: name, body }, perform) {
      return yield* run.api.taskGroup(function* (group) {
        run.groups.set(name, group)
        return resultOf(yield* perform(body))
      })
    },
    print: ({ group, body }, who, printBody) => [
      'api.taskGroup(function* (group) {',
      `  groups.${group} = group`,
      ...printEnding(body, who, printBody),
      '})',
    ],
  },
}

/** The result of a body: of its `return`, or of its end. */
export function resultOf(returned: Value | null): unknown {
  return returned === null ? 'the end' : valueOf(returned)
}

function printEnding(body: readonly Step[], who: Name, printBody: PrintBody): string[] {
  const ends = ['return', 'throw'].includes(body.at(-1)?.do ?? '')
  return indent([...printBody(body, who), ...(ends ? [] : ["return 'the end'"])])
}

export function isWaiting(step: Step): step is Waiting {
  return Object.hasOwn(ways, step.do)
}

/** The future that the outcome comes from, if it comes from one. */
function fromOf(step: Waiting): Name | null {
  if (step.do === 'awaitDerived') return step.derive.future
  return step.do === 'waitFor' ? step.of : null
}

/** Waits, and notes the outcome. */
export function* performWaiting(
  run: ProgramRun,
  step: Waiting,
  { who }: Frame,
  perform: Perform,
): Coroutine<void> {
  const way = ways[step.do] as Way<Waiting>
  if (step.do === 'awaitDerived') {
    statementOf(step.derive).act(run, step.derive, { who })
    // There is nothing to shield.
    if (run.awaitable(step.derive.future) === undefined) return
  }
  const from = fromOf(step)
  // Looked up now: another task may have the name when the wait is over.
  const future: Future | undefined = from === null ? undefined : run.awaitable(from)
  try {
    const value = yield* way.act(run, step, perform)
    run.witness.note(`${who} got ${run.witness.show(value, future)} from ${way.name(step)}`)
  } catch (error) {
    run.witness.note(`${who} got ${run.witness.describe(error, future)} from ${way.name(step)}`)
    throw error
  }
}

export function printWaiting(step: Waiting, who: Name, printBody: PrintBody): string[] {
  const way = ways[step.do] as Way<Waiting>
  const lines = way.print(step, who, printBody)
  const from = step.do === 'waitFor' ? `, ${printAwaitable(step.of)}` : ''
  const head = `yield* wait('${who}', '${way.name(step)}', ${lines.at(0) ?? ''}`
  return [
    ...(step.do === 'awaitDerived' ? statementOf(step.derive).print(step.derive, who, printBody) : []),
    ...(lines.length === 1
      ? [`${head}${from})`]
      : [head, ...lines.slice(1, -1), `${lines.at(-1) ?? ''}${from})`]),
  ]
}
