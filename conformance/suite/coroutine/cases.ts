/** What an await gives, for any value. */
import { check, type Check } from '../../harness/index.ts'
import { finishTask } from '../support/tasks.ts'
import { values } from '../support/values.ts'

export const coroutineCasesChecks: readonly Check[] = [
  check(
    'coroutine.await-gives-the-result',
    'any value',
    async (t) => {
      const value = t.draw('the result', values)
      let got: unknown
      await finishTask(t, function* (loop) {
        const future = loop.createFuture()
        loop.callSoon(() => future.setResult(value))
        got = yield* future
      })
      t.same(got, value, 'what the await gave')
    },
    { hint: 'When the coroutine resumes, return result() of the future, whatever the value is.' },
  ),
]
