/** What happens to futures that are no longer referenced. */
import type { Coroutine, EventLoop } from '../../../spec/index.ts'
import { check, type CheckContext, type Check } from '../../harness/index.ts'
import { inCallback } from '../support/turns.ts'

const makers: Record<string, (t: CheckContext, loop: EventLoop, asked: boolean, error: Error) => void> = {
  'of two futures, one asked and one not': (_check, loop, asked, error) => {
    const future = loop.createFuture()
    future.setException(error)
    if (asked) future.exception()
  },
  'of two tasks, one asked and one not': (t, loop, asked, error) => {
    const task = loop.createTask(t.coroutine(`task ${error.message}`, failing(error)))
    if (asked)
      task.addDoneCallback((done) => {
        done.exception()
      })
  },
  'of two futures, one cancelled in vain and one not': (_check, loop, asked, error) => {
    const future = loop.createFuture()
    future.setException(error)
    if (asked) future.cancel()
  },
  'of two tasks, one cancelled in vain and one not': (t, loop, asked, error) => {
    const task = loop.createTask(t.coroutine(`task ${error.message}`, failing(error)))
    if (asked) task.addDoneCallback((done) => done.cancel())
  },
  'the second failure of a gathering, and a future': (t, loop, asked, error) => {
    if (!asked) loop.createFuture().setException(error)
    else {
      const children = [new Error('of the first child'), error].map((one) => loop.createTask(failing(one)()))
      loop.createTask(t.coroutine('awaiting', catching(t.api.gather(children))))
    }
  },
  'of two futures, one awaited and one not': (t, loop, asked, error) => {
    const future = loop.createFuture()
    future.setException(error)
    if (asked) loop.createTask(t.coroutine('awaiting', catching(future)))
  },
}

export const futureGcChecks: readonly Check[] = [
  ...Object.entries(makers).map(([situation, make]) =>
    check(
      'future.unretrieved-exception-reaches-the-handler',
      situation,
      async (t) => {
        const loop = t.newEventLoop()
        const [asked, unasked] = [new Error('asked for'), new Error('not asked for')]
        await inCallback(t, loop, () => {
          make(t, loop, true, asked)
          make(t, loop, false, unasked)
        })
        t.waitingFor = 'the exception handler to receive the exception that was not retrieved'
        const reports = t.reports(loop)
        const heardOf = (error: Error): boolean => reports.some(({ exception }) => exception === error)
        await t.instruments.collectGarbageUntil(() => heardOf(unasked))
        await t.host.turn()
        t.that(
          !heardOf(asked),
          'the handler receives no exception that was retrieved',
          'the handler received an exception that was retrieved',
        )
        t.same(reports.length, 1, 'how often the handler was called')
      },
      {
        hint: 'Register the exception with a FinalizationRegistry, and unregister it when result() or exception() is called.',
      },
    ),
  ),

  check(
    'future.pending-future-is-released',
    'with a done callback',
    async (t) => {
      const loop = t.newEventLoop()
      const left = await inCallback(t, loop, () => {
        const callback = (): void => undefined
        const future = loop.createFuture()
        future.addDoneCallback(callback)
        return [new WeakRef(future), new WeakRef(callback)]
      })
      t.waitingFor = 'a pending future and its callback to be collected'
      await t.instruments.collectGarbageUntil(() =>
        left.every((reference) => reference.deref() === undefined),
      )
      t.same(loop.isClosed(), false, 'isClosed() of the loop')
    },
    { hint: 'Check what keeps a reference to the futures of a loop: a list, a map, a closure.' },
  ),
]

function failing(error: Error): () => Coroutine<never> {
  return function* () {
    throw error
  }
}

function catching(future: Iterable<never, unknown> | object): () => Coroutine<void> {
  return function* () {
    try {
      yield* future as Coroutine<unknown>
    } catch {
      // It has been asked for.
    }
  }
}
