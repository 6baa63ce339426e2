import { clauseTest, type ClauseTest } from '../harness/index.ts'
import { settle, ways } from './settle.ts'

const settling = 'Look at how your future settles: it hands each done callback to callSoon(), one by one.'
const adding = 'addDoneCallback() of your future'
const removing = 'removeDoneCallback() of your future'

/** When done callbacks run, and with what. */
export const futureCallbackTests: readonly ClauseTest[] = [
  ...ways.map((way) =>
    clauseTest(
      'future.callbacks-run-in-order',
      `three callbacks, then ${way}()`,
      async (check) => {
        const loop = check.newEventLoop()
        const future = loop.createFuture()
        for (const label of ['a', 'b', 'c']) future.addDoneCallback(check.callback(label))
        loop.callSoon(check.callback('settles', () => settle(future, way)))
        await check.iterations(loop)
        check.order('settles', 'a', 'b', 'c')
        for (const label of ['a', 'b', 'c']) check.times(label, 1)
      },
      { hint: settling },
    ),
  ),

  ...ways.map((way) =>
    clauseTest(
      'future.callbacks-never-run-inline',
      `${way}(), in a callback and outside of a run`,
      async (check) => {
        const loop = check.newEventLoop()
        const [early, late] = [loop.createFuture(), loop.createFuture()]
        early.addDoneCallback(check.callback('done callback, settled outside'))
        late.addDoneCallback(check.callback('done callback, settled inside'))
        settle(early, way)
        check.note('settled outside')
        loop.callSoon(
          check.callback('callback', () => {
            settle(late, way)
            check.note('settled inside')
          }),
        )
        await check.iterations(loop)
        check.order('settled outside', 'done callback, settled outside')
        check.order('callback', 'settled inside', 'done callback, settled inside')
      },
      { hint: settling },
    ),
  ),
  clauseTest(
    'future.callbacks-never-run-inline',
    'added to a done future, in a callback and outside of a run',
    async (check) => {
      const loop = check.newEventLoop()
      const future = loop.createFuture()
      future.setResult('value')
      future.addDoneCallback(check.callback('done callback, added outside'))
      check.note('added outside')
      loop.callSoon(
        check.callback('callback', () => {
          future.addDoneCallback(check.callback('done callback, added inside'))
          check.note('added inside')
        }),
      )
      await check.iterations(loop)
      check.order('added outside', 'done callback, added outside')
      check.order('callback', 'added inside', 'done callback, added inside')
    },
    { hint: `${adding}: on a done future it calls callSoon()` },
  ),

  clauseTest(
    'future.callbacks-get-the-future',
    'one added before and one after the future is done',
    async (check) => {
      const loop = check.newEventLoop()
      const future = loop.createFuture()
      const calls: { args: unknown[]; done: boolean }[] = []
      const callback = (label: string): (() => void) =>
        check.callback(label, (...args: unknown[]) => calls.push({ args, done: future.done() }))
      future.addDoneCallback(callback('added before'))
      loop.callSoon(
        check.callback('settles', () => {
          future.setResult('value')
          future.addDoneCallback(callback('added after'))
        }),
      )
      await check.iterations(loop)
      check.happened('added before')
      check.happened('added after')
      for (const { args, done } of calls) {
        check.sameMembers(args, [future], 'the arguments of a done callback')
        check.same(done, true, 'done() inside a done callback')
      }
    },
    { hint: settling },
  ),

  clauseTest(
    'future.callback-of-a-done-future-is-scheduled',
    'between two calls of callSoon()',
    async (check) => {
      const loop = check.newEventLoop()
      const future = loop.createFuture()
      future.setResult('value')
      loop.callSoon(
        check.callback('adds', () => {
          loop.callSoon(check.callback('before'))
          future.addDoneCallback(check.callback('done callback'))
          loop.callSoon(check.callback('after'))
        }),
      )
      await check.iterations(loop)
      check.order('adds', 'before', 'done callback', 'after')
      check.times('done callback', 1)
    },
    { hint: `${adding}: on a done future it calls callSoon()` },
  ),
  clauseTest(
    'future.callback-of-a-done-future-is-scheduled',
    'added by a done callback, with another one still to come',
    async (check) => {
      const loop = check.newEventLoop()
      const future = loop.createFuture()
      future.addDoneCallback(
        check.callback('first', () => {
          loop.callSoon(check.callback('ready already'))
          future.addDoneCallback(check.callback('added by the first'))
        }),
      )
      future.addDoneCallback(check.callback('second'))
      future.setResult('value')
      await check.iterations(loop)
      check.order('first', 'second', 'ready already', 'added by the first')
      check.times('added by the first', 1)
    },
    { hint: `${adding}: on a done future it calls callSoon(), also while its callbacks run` },
  ),

  clauseTest(
    'future.callback-added-twice-runs-twice',
    'with another one between',
    async (check) => {
      const loop = check.newEventLoop()
      const future = loop.createFuture()
      const order: string[] = []
      const twice = check.callback('twice', () => order.push('twice'))
      future.addDoneCallback(twice)
      future.addDoneCallback(check.callback('between', () => order.push('between')))
      future.addDoneCallback(twice)
      loop.callSoon(check.callback('settles', () => future.setResult('value')))
      await check.iterations(loop)
      check.times('twice', 2)
      check.sameMembers(order, ['twice', 'between', 'twice'], 'the order of the callbacks')
    },
    { hint: `${adding}: every call is a registration of its own; a Set of callbacks cannot hold them` },
  ),

  clauseTest(
    'future.callback-can-be-removed',
    'one registered twice, among others',
    async (check) => {
      const loop = check.newEventLoop()
      const future = loop.createFuture()
      const removed = check.callback('removed')
      future.addDoneCallback(removed)
      future.addDoneCallback(check.callback('a'))
      future.addDoneCallback(removed)
      future.addDoneCallback(check.callback('b'))
      const counts = [
        future.removeDoneCallback(check.callback('never added')),
        future.removeDoneCallback(removed),
        future.removeDoneCallback(removed),
      ]
      loop.callSoon(check.callback('settles', () => future.setResult('value')))
      await check.iterations(loop)
      check.sameMembers(counts, [0, 2, 0], 'the answers of removeDoneCallback()')
      check.times('removed', 0)
      check.order('a', 'b')
    },
    { hint: removing },
  ),
  clauseTest(
    'future.callback-can-be-removed',
    'the only one, and then added again',
    async (check) => {
      const loop = check.newEventLoop()
      const [future, other] = [loop.createFuture(), loop.createFuture()]
      const [removed, back] = [check.callback('removed'), check.callback('added again')]
      future.addDoneCallback(removed)
      other.addDoneCallback(back)
      check.same(future.removeDoneCallback(removed), 1, 'removeDoneCallback() of the only callback')
      check.same(other.removeDoneCallback(back), 1, 'removeDoneCallback() of the only callback')
      other.addDoneCallback(back)
      for (const one of [future, other])
        loop.callSoon(check.callback('settles', () => one.setResult('value')))
      await check.iterations(loop)
      check.times('removed', 0)
      check.times('added again', 1)
    },
    { hint: removing },
  ),

  clauseTest(
    'future.scheduled-callback-cannot-be-removed',
    'right after settling, and by another callback',
    async (check) => {
      const loop = check.newEventLoop()
      const [outside, inside] = [loop.createFuture(), loop.createFuture()]
      const [first, second] = [check.callback('first'), check.callback('second')]
      const counts: number[] = []
      outside.addDoneCallback(first)
      outside.setResult('value')
      counts.push(outside.removeDoneCallback(first))
      inside.addDoneCallback(check.callback('removes', () => counts.push(inside.removeDoneCallback(second))))
      inside.addDoneCallback(second)
      inside.setResult('value')
      await check.iterations(loop)
      check.sameMembers(counts, [0, 0], 'the answers of removeDoneCallback() on a done future')
      check.times('first', 1)
      check.order('removes', 'second')
    },
    { hint: `${settling} Its own list is empty from then on.` },
  ),

  clauseTest(
    'future.callback-error-spares-the-others',
    'the first of three throws',
    async (check) => {
      const loop = check.newEventLoop()
      const future = loop.createFuture()
      const error = new Error('meant by the check')
      future.addDoneCallback(
        check.callback('throws', () => {
          throw error
        }),
      )
      future.addDoneCallback(check.callback('second'))
      future.addDoneCallback(check.callback('third'))
      loop.callSoon(check.callback('settles', () => future.setResult('value')))
      const run = await check.attemptAsync(() => check.iterations(loop))
      check.answered(run, 'the run in which a done callback throws')
      check.order('settles', 'throws', 'second', 'third')
      const heard = check.reports(loop).map((context) => context.exception)
      check.sameMembers(heard, [error], 'what the exception handler hears')
    },
    { hint: settling },
  ),
]
