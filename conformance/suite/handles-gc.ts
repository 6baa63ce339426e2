/** What becomes of callbacks that will never be called again. */
import type { EventLoop } from '../../spec/index.ts'
import { clauseTest, type ClauseTest } from '../harness/index.ts'
import { inCallback } from './in-callback.ts'
import { pass } from './stop-after.ts'

type Schedule = (loop: EventLoop, callback: () => void, args: object[]) => void

const ways: Record<string, Schedule> = {
  'a callback that has run': (loop, callback, args) => void loop.callSoon(callback, args),
  'a timer that has run': (loop, callback, args) => void loop.callLater(1, callback, args),
  'a callback that was cancelled': (loop, callback, args) => {
    loop.callSoon(callback, args).cancel()
  },
  'a timer that was cancelled, of an hour': (loop, callback, args) => {
    loop.callLater(3_600_000, callback, args).cancel()
  },
}

export const handlesGcTests: readonly ClauseTest[] = Object.entries(ways).map(([situation, schedule]) =>
  clauseTest(
    'handles.what-is-over-is-released',
    situation,
    async (check) => {
      const loop = check.newEventLoop()
      const left = await inCallback(check, loop, () => {
        const argument = {}
        const callback = (): void => undefined
        schedule(loop, callback, [argument])
        return [new WeakRef<object>(callback), new WeakRef(argument)]
      })
      await pass(check, loop)
      check.waitingFor = `${situation} and its argument to be collected`
      await check.collectUntil(() => left.every((reference) => reference.deref() === undefined))
      check.same(loop.isClosed(), false, 'isClosed() of the loop')
    },
    { hint: 'A handle that was cancelled drops its callback; a batch that was run is emptied.' },
  ),
)
