import { check, type Check } from '../../harness/index.ts'

export const schedulingThreadsafeChecks: readonly Check[] = [
  check(
    'scheduling.threadsafe-is-legal-in-every-phase',
    'before the run and in a callback',
    async (t) => {
      const loop = t.newEventLoop()
      const post = (label: string): void => {
        loop.callSoonThreadsafe(t.callback(label))
      }
      post('before the run')
      loop.callSoon(() => post('in a callback'))
      await t.iterations(loop)
      t.times('before the run', 1)
      t.times('in a callback', 1)
    },
    { hint: 'In callSoonThreadsafe(), require only that the loop is not closed.' },
  ),
  check(
    'scheduling.threadsafe-is-legal-in-every-phase',
    'after stop() and between two runs',
    async (t) => {
      const loop = t.newEventLoop()
      loop.callSoon(() => {
        loop.stop()
        loop.callSoonThreadsafe(t.callback('after stop()'))
      })
      await loop.runForever()
      loop.callSoonThreadsafe(t.callback('between the runs'))
      t.note('second run')
      await t.iterations(loop)
      t.order('second run', 'between the runs')
      t.times('after stop()', 1)
      t.times('between the runs', 1)
    },
    { hint: 'Keep what is in the queue when a run ends, for the next run.' },
  ),

  check(
    'scheduling.threadsafe-keeps-its-order',
    'three before the run and three in a callback',
    async (t) => {
      const loop = t.newEventLoop()
      for (const label of ['a', 'b', 'c']) loop.callSoonThreadsafe(t.callback(label))
      loop.callSoon(() => {
        for (const label of ['d', 'e', 'f']) loop.callSoonThreadsafe(t.callback(label))
        t.note('sent')
      })
      await t.iterations(loop)
      t.order('a', 'b', 'c')
      t.order('sent', 'd', 'e', 'f')
    },
    { hint: 'Keep the calls of other threads in a queue: first in, first out.' },
  ),

  check(
    'scheduling.threadsafe-shares-the-queue',
    'called in turns with callSoon() in a callback',
    async (t) => {
      const loop = t.newEventLoop()
      loop.callSoon(() => {
        loop.callSoon(t.callback('a'))
        loop.callSoonThreadsafe(t.callback('b'))
        loop.callSoon(t.callback('c'))
        loop.callSoonThreadsafe((label: string) => t.note(label), ['d'])
        t.note('scheduled')
      })
      await t.iterations(loop)
      t.order('scheduled', 'a', 'b', 'c', 'd')
    },
    { hint: 'In callSoonThreadsafe(), append to the queue of callSoon() and wake the loop.' },
  ),
]
