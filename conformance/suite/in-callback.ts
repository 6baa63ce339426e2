import type { EventLoop } from '../../spec/index.ts'
import type { Check } from '../harness/index.ts'

/** Calls `body` in a callback of the loop and gives what it answers; what it throws is the candidate's failure. */
export async function inCallback<T>(check: Check, loop: EventLoop, body: () => T): Promise<T> {
  const attempts: { result: T }[] = []
  const errors: unknown[] = []
  loop.callSoon(() => {
    try {
      attempts.push({ result: body() })
    } catch (error) {
      errors.push(error)
    }
  })
  await check.iterations(loop)
  if (errors.length > 0) throw errors[0]
  const [attempt] = attempts
  if (attempt === undefined)
    return check.fail({ message: 'A callback never ran.', expected: 'it runs', actual: 'it did not' })
  return attempt.result
}
