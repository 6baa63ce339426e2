import { expect, it } from 'vitest'
import { signatureInPython } from './signature-in-python.ts'
import { terms } from './vocabulary.generated.ts'

it.each([
  ['callSoon', 'call_soon(callback, *args, context=None)'],
  ['callAt', 'call_at(when, callback, *args, context=None)'],
  ['createTask', 'create_task(coro, **options)'],
  ['addDoneCallback', 'add_done_callback(callback, *, context=None)'],
  ['getTasks', 'all_tasks(loop=None)'],
  ['run', 'run(main, *, debug=None, loop_factory=None)'],
  ['createConnection', 'create_connection(protocol_factory, host=None, port=None, **options)'],
  ['futureBlocking', '_asyncio_future_blocking'],
])('%s is %s', (wanted, python) => {
  const found = terms.find(({ name, owner }) => name === wanted && owner !== null)
  expect(signatureInPython(wanted, found?.signature ?? '')).toBe(python)
})
