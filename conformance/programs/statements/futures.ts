import { quote } from '../text.ts'
import { printValue, valueOf } from '../values.ts'
import { contextArgument, onAwaitable, printThrown, type Statements } from './statement.ts'

/** Calls of futures, and of tasks as futures, and `throw`. */
export const onFutures: Statements<
  | 'setResult'
  | 'setException'
  | 'cancel'
  | 'addDone'
  | 'removeDone'
  | 'state'
  | 'result'
  | 'exception'
  | 'throw'
> = {
  setResult: {
    act({ witness, futures }, { future, value }) {
      witness.quietly(`setResult of ${future}`, () => futures.get(future)?.setResult(valueOf(value)))
    },
    print: ({ future, value }) => [
      `quietly('setResult of ${future}', () => ${future}.setResult(${printValue(value)}))`,
    ],
  },
  setException: {
    act({ witness, futures }, { future, error }) {
      witness.quietly(`setException of ${future}`, () =>
        futures.get(future)?.setException(witness.make(error)),
      )
    },
    print: ({ future, error }) => [
      `quietly('setException of ${future}', () => ${future}.setException(${printThrown(error)}))`,
    ],
  },
  cancel: {
    act(run, { of, message }) {
      const future = run.awaitable(of)
      if (future !== undefined)
        run.witness.tell(`cancel of ${of}`, () =>
          message === null ? future.cancel() : future.cancel(message),
        )
    },
    print: ({ of, message }) => [
      onAwaitable(
        of,
        (it) => `tell('cancel of ${of}', () => ${it}.cancel(${message === null ? '' : quote(message)}))`,
      ),
    ],
  },
  addDone: {
    act(run, { of, callback, context, twice }) {
      const future = run.awaitable(of)
      for (let count = 0; count < (twice ? 2 : 1); count++)
        future?.addDoneCallback(run.callback(callback), run.inContext(context))
    },
    print({ of, callback, context, twice }) {
      const args = [callback, ...contextArgument(context)].join(', ')
      const line = onAwaitable(of, (it) => `${it}.addDoneCallback(${args})`)
      return twice ? [line, line] : [line]
    },
  },
  removeDone: {
    act(run, { of, callback }) {
      const future = run.awaitable(of)
      if (future !== undefined)
        run.witness.tell(`removeDone of ${of}`, () => future.removeDoneCallback(run.callback(callback)))
    },
    print: ({ of, callback }) => [
      onAwaitable(of, (it) => `tell('removeDone of ${of}', () => ${it}.removeDoneCallback(${callback}))`),
    ],
  },
  state: {
    act(run, { of }) {
      const future = run.awaitable(of)
      if (future !== undefined)
        run.witness.note(`state of ${of}: ${String(future.done())} ${String(future.cancelled())}`)
    },
    print: ({ of }) => [
      onAwaitable(of, (it) => `note(\`state of ${of}: \${${it}.done()} \${${it}.cancelled()}\`)`),
    ],
  },
  result: {
    act(run, { of }) {
      const future = run.awaitable(of)
      if (future !== undefined) run.witness.tell(`result of ${of}`, () => future.result(), future)
    },
    print: ({ of }) => [onAwaitable(of, (it) => `tell('result of ${of}', () => ${it}.result(), ${it})`)],
  },
  exception: {
    act(run, { of }) {
      const { witness } = run
      const future = run.awaitable(of)
      if (future !== undefined)
        witness.tell(`exception of ${of}`, () => witness.describeOrNone(future.exception(), future), future)
    },
    print: ({ of }) => [
      onAwaitable(
        of,
        (it) => `tell('exception of ${of}', () => describeOrNone(${it}.exception(), ${it}), ${it})`,
      ),
    ],
  },
  throw: {
    act({ witness }, { error }) {
      throw witness.make(error)
    },
    print: ({ error }) => [`throw ${printThrown(error)}`],
  },
}
