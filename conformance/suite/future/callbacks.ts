import { check, type Check } from '../../harness/index.ts'
import { settle, ways } from '../support/futures.ts'
import { labels, sizes } from '../support/sizes.ts'

const settling = 'When the future settles, pass each done callback to callSoon(), one by one.'
const adding = 'Check addDoneCallback() of your future.'
const removing = 'Check removeDoneCallback() of your future.'

/** When done callbacks run, and with what. */
export const futureCallbacksChecks: readonly Check[] = [
  ...ways.map((way) =>
    check(
      'future.callbacks-run-in-order',
      `three callbacks, then ${way}()`,
      async (t) => {
        const loop = t.newEventLoop()
        const future = loop.createFuture()
        const added = labels(t.draw('callbacks', sizes()))
        for (const label of added) future.addDoneCallback(t.callback(label))
        loop.callSoon(t.callback('settles', () => settle(future, way)))
        await t.iterations(loop)
        t.order('settles', ...added)
        for (const label of added) t.times(label, 1)
      },
      { hint: settling },
    ),
  ),

  ...ways.map((way) =>
    check(
      'future.callbacks-never-run-inline',
      `${way}(), in a callback and outside of a run`,
      async (t) => {
        const loop = t.newEventLoop()
        const [early, late] = [loop.createFuture(), loop.createFuture()]
        early.addDoneCallback(t.callback('done callback, settled outside'))
        late.addDoneCallback(t.callback('done callback, settled inside'))
        settle(early, way)
        t.note('settled outside')
        loop.callSoon(
          t.callback('callback', () => {
            settle(late, way)
            t.note('settled inside')
          }),
        )
        await t.iterations(loop)
        t.order('settled outside', 'done callback, settled outside')
        t.order('callback', 'settled inside', 'done callback, settled inside')
      },
      { hint: settling },
    ),
  ),
  check(
    'future.callbacks-never-run-inline',
    'added to a done future, in a callback and outside of a run',
    async (t) => {
      const loop = t.newEventLoop()
      const future = loop.createFuture()
      future.setResult('value')
      future.addDoneCallback(t.callback('done callback, added outside'))
      t.note('added outside')
      loop.callSoon(
        t.callback('callback', () => {
          future.addDoneCallback(t.callback('done callback, added inside'))
          t.note('added inside')
        }),
      )
      await t.iterations(loop)
      t.order('added outside', 'done callback, added outside')
      t.order('callback', 'added inside', 'done callback, added inside')
    },
    { hint: `${adding} On a done future it calls callSoon().` },
  ),

  check(
    'future.callbacks-get-the-future',
    'one added before and one after the future is done',
    async (t) => {
      const loop = t.newEventLoop()
      const future = loop.createFuture()
      const calls: { args: unknown[]; done: boolean }[] = []
      const callback = (label: string): (() => void) =>
        t.callback(label, (...args: unknown[]) => calls.push({ args, done: future.done() }))
      future.addDoneCallback(callback('added before'))
      loop.callSoon(
        t.callback('settles', () => {
          future.setResult('value')
          future.addDoneCallback(callback('added after'))
        }),
      )
      await t.iterations(loop)
      t.happened('added before')
      t.happened('added after')
      for (const { args, done } of calls) {
        t.sameItems(args, [future], 'the arguments of a done callback')
        t.same(done, true, 'done() inside a done callback')
      }
    },
    { hint: settling },
  ),

  check(
    'future.callback-of-a-done-future-is-scheduled',
    'between two calls of callSoon()',
    async (t) => {
      const loop = t.newEventLoop()
      const future = loop.createFuture()
      future.setResult('value')
      loop.callSoon(
        t.callback('adds', () => {
          loop.callSoon(t.callback('before'))
          future.addDoneCallback(t.callback('done callback'))
          loop.callSoon(t.callback('after'))
        }),
      )
      await t.iterations(loop)
      t.order('adds', 'before', 'done callback', 'after')
      t.times('done callback', 1)
    },
    { hint: `${adding} On a done future it calls callSoon().` },
  ),
  check(
    'future.callback-of-a-done-future-is-scheduled',
    'added by a done callback, with another one still to come',
    async (t) => {
      const loop = t.newEventLoop()
      const future = loop.createFuture()
      future.addDoneCallback(
        t.callback('first', () => {
          loop.callSoon(t.callback('ready already'))
          future.addDoneCallback(t.callback('added by the first'))
        }),
      )
      future.addDoneCallback(t.callback('second'))
      future.setResult('value')
      await t.iterations(loop)
      t.order('first', 'second', 'ready already', 'added by the first')
      t.times('added by the first', 1)
    },
    { hint: `${adding} On a done future it calls callSoon(), also while the callbacks run.` },
  ),

  check(
    'future.callback-added-twice-runs-twice',
    'with another one between',
    async (t) => {
      const loop = t.newEventLoop()
      const future = loop.createFuture()
      const order: string[] = []
      const twice = t.callback('twice', () => order.push('twice'))
      future.addDoneCallback(twice)
      future.addDoneCallback(t.callback('between', () => order.push('between')))
      future.addDoneCallback(twice)
      loop.callSoon(t.callback('settles', () => future.setResult('value')))
      await t.iterations(loop)
      t.times('twice', 2)
      t.sameItems(order, ['twice', 'between', 'twice'], 'the order of the callbacks')
    },
    { hint: `${adding} Each call is a separate registration, so a Set of callbacks loses some.` },
  ),

  check(
    'future.callback-can-be-removed',
    'one registered twice, among others',
    async (t) => {
      const loop = t.newEventLoop()
      const future = loop.createFuture()
      const removed = t.callback('removed')
      future.addDoneCallback(removed)
      future.addDoneCallback(t.callback('a'))
      future.addDoneCallback(removed)
      future.addDoneCallback(t.callback('b'))
      const counts = [
        future.removeDoneCallback(t.callback('never added')),
        future.removeDoneCallback(removed),
        future.removeDoneCallback(removed),
      ]
      loop.callSoon(t.callback('settles', () => future.setResult('value')))
      await t.iterations(loop)
      t.sameItems(counts, [0, 2, 0], 'the results of removeDoneCallback()')
      t.times('removed', 0)
      t.order('a', 'b')
    },
    { hint: removing },
  ),
  check(
    'future.callback-can-be-removed',
    'the only one, and then added again',
    async (t) => {
      const loop = t.newEventLoop()
      const [future, other] = [loop.createFuture(), loop.createFuture()]
      const [removed, back] = [t.callback('removed'), t.callback('added again')]
      future.addDoneCallback(removed)
      other.addDoneCallback(back)
      t.same(future.removeDoneCallback(removed), 1, 'removeDoneCallback() of the only callback')
      t.same(other.removeDoneCallback(back), 1, 'removeDoneCallback() of the only callback')
      other.addDoneCallback(back)
      for (const one of [future, other]) loop.callSoon(t.callback('settles', () => one.setResult('value')))
      await t.iterations(loop)
      t.times('removed', 0)
      t.times('added again', 1)
    },
    { hint: removing },
  ),

  check(
    'future.scheduled-callback-cannot-be-removed',
    'right after settling, and by another callback',
    async (t) => {
      const loop = t.newEventLoop()
      const [outside, inside] = [loop.createFuture(), loop.createFuture()]
      const [first, second] = [t.callback('first'), t.callback('second')]
      const counts: number[] = []
      outside.addDoneCallback(first)
      outside.setResult('value')
      counts.push(outside.removeDoneCallback(first))
      inside.addDoneCallback(t.callback('removes', () => counts.push(inside.removeDoneCallback(second))))
      inside.addDoneCallback(second)
      inside.setResult('value')
      await t.iterations(loop)
      t.sameItems(counts, [0, 0], 'the results of removeDoneCallback() on a done future')
      t.times('first', 1)
      t.order('removes', 'second')
    },
    { hint: `${settling} Empty the list at that time.` },
  ),

  check(
    'future.callback-error-spares-the-others',
    'the first of three throws',
    async (t) => {
      const loop = t.newEventLoop()
      const future = loop.createFuture()
      const error = new Error('meant by the check')
      future.addDoneCallback(
        t.callback('throws', () => {
          throw error
        }),
      )
      future.addDoneCallback(t.callback('second'))
      future.addDoneCallback(t.callback('third'))
      loop.callSoon(t.callback('settles', () => future.setResult('value')))
      const run = await t.attemptAsync(() => t.iterations(loop))
      t.returned(run, 'the run in which a done callback throws')
      t.order('settles', 'throws', 'second', 'third')
      const heard = t.reports(loop).map((context) => context.exception)
      t.sameItems(heard, [error], 'what the exception handler receives')
    },
    { hint: settling },
  ),
]
