/** Done callbacks in any number, removed and added in any order, and cancellations with any message. */
import { check, oneOf, type Check } from '../../harness/index.ts'
import { settle, ways } from '../support/futures.ts'
import { places } from '../support/places.ts'
import { labels, sizes } from '../support/sizes.ts'

const removals = oneOf<(count: number) => number>(
  ['the first', () => () => 0],
  ['the last', () => (count) => count - 1],
  ['one in the middle', () => (count) => count >> 1],
)

const wayOfSettling = oneOf(
  ['setResult()', () => ways[0]],
  ['setException()', () => ways[1]],
  ['cancel()', () => ways[2]],
)

export const futureCasesChecks: readonly Check[] = [
  check(
    'future.callbacks-run-in-order',
    'one of them is removed, and others are added',
    async (t) => {
      const loop = t.newEventLoop()
      const future = loop.createFuture()
      const before = labels(t.draw('callbacks', sizes({ from: 1 })))
      const after = labels(t.draw('callbacks added later', sizes({ to: 9 }))).map((label) => `later ${label}`)
      const removed = t.draw('removed:', removals)(before.length)
      const callbacks = before.map((label) => t.callback(label))
      for (const callback of callbacks) future.addDoneCallback(callback)
      const [gone] = callbacks.slice(removed)
      if (gone !== undefined) future.removeDoneCallback(gone)
      for (const label of after) future.addDoneCallback(t.callback(label))
      loop.callSoon(t.callback('settles', () => future.setResult('value')))
      await t.iterations(loop)
      const due = [...before.filter((_label, index) => index !== removed), ...after]
      t.order('settles', ...due)
      for (const label of due) t.times(label, 1)
    },
    { hint: 'Keep the done callbacks in one list, and append to it.' },
  ),
  check(
    'future.callback-can-be-removed',
    'added any number of times, among others',
    async (t) => {
      const loop = t.newEventLoop()
      const future = loop.createFuture()
      const count = t.draw('times', sizes())
      const [removed, kept] = [t.callback('removed'), t.callback('kept')]
      for (let time = 0; time < count; time++) {
        future.addDoneCallback(removed)
        future.addDoneCallback(kept)
      }
      const answer = future.removeDoneCallback(removed)
      future.setResult('value')
      await t.iterations(loop)
      t.same(answer, count, 'the result of removeDoneCallback()')
      t.times('removed', 0)
      t.times('kept', count)
    },
    { hint: 'Remove every registration of the callback, and count them.' },
  ),
  check(
    'future.callbacks-never-run-inline',
    'settled in any place',
    async (t) => {
      const loop = t.newEventLoop()
      const future = loop.createFuture()
      const place = t.draw('settled', places)
      const way = t.draw('settled by', wayOfSettling)
      future.addDoneCallback(t.callback('done callback'))
      await place(t, loop, () => {
        settle(future, way)
        t.note('settled')
      })
      t.order('settled', 'done callback')
      t.times('done callback', 1)
    },
    { hint: 'When the future settles, pass each done callback to callSoon(), one by one.' },
  ),
]
