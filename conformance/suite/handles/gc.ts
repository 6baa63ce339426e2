/** What becomes of callbacks that will never be called again. */
import type { EventLoop } from '../../../spec/index.ts'
import { check, type Check } from '../../harness/index.ts'
import { inCallback, pass } from '../support/turns.ts'

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

export const handlesGcChecks: readonly Check[] = Object.entries(ways).map(([situation, schedule]) =>
  check(
    'handles.what-is-over-is-released',
    situation,
    async (t) => {
      const loop = t.newEventLoop()
      const left = await inCallback(t, loop, () => {
        const argument = {}
        const callback = (): void => undefined
        schedule(loop, callback, [argument])
        return [new WeakRef<object>(callback), new WeakRef(argument)]
      })
      await pass(t, loop)
      t.waitingFor = `${situation} and its argument to be collected`
      await t.instruments.collectGarbageUntil(() =>
        left.every((reference) => reference.deref() === undefined),
      )
      t.same(loop.isClosed(), false, 'isClosed() of the loop')
    },
    { hint: 'Drop the callback of a cancelled handle, and empty a batch that has run.' },
  ),
)
