/** What an await gives or throws, for any value and any error. */
import { check, type Check } from '../../harness/index.ts'
import { finishTask } from '../support/tasks.ts'
import { errors, values } from '../support/values.ts'

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
  check(
    'coroutine.await-throws-the-error',
    'any error',
    async (t) => {
      const error = t.draw('the error', errors)
      let caught: unknown = null
      await finishTask(t, function* (loop) {
        const future = loop.createFuture()
        loop.callSoon(() => future.setException(error))
        try {
          yield* future
        } catch (found) {
          caught = found
        }
      })
      t.same(caught, error, 'what the await threw')
    },
    { hint: 'Throw the error of the future into the coroutine, unchanged.' },
  ),
]
