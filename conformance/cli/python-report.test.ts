/** What a report says of a loop in Python that fails: in the words of its author, and at a line of theirs. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasPython } from '../self-test/python/has-python.ts'
import { Workshop } from '../self-test/workshop.ts'

const workshop = new Workshop()
const loopWith = (body: string, after = ''): string =>
  `import asyncio\nimport threading\n\nclass MyLoop(asyncio.SelectorEventLoop):\n${body}\n${after}`

beforeAll(() => {
  workshop.write({
    'lacks_cancelled.py': loopWith(
      '    _timer_handle_cancelled = asyncio.AbstractEventLoop._timer_handle_cancelled\n',
    ),
    'lacks_future.py': loopWith(
      '    def create_future(self):\n        return asyncio.AbstractEventLoop.create_future(self)\n',
    ),
    'lacks_shutdown.py': loopWith(
      '    async def shutdown_asyncgens(self):\n        await asyncio.AbstractEventLoop.shutdown_asyncgens(self)\n',
    ),
    'own_error.py':
      'class Odd(TypeError, KeyError):\n    pass\n\n' +
      loopWith("    def create_future(self):\n        raise Odd('not today')\n"),
    'deadlocks.py': loopWith(
      '    def create_future(self):\n        lock = threading.Lock()\n        lock.acquire()\n        lock.acquire()\n',
    ),
  })
})
afterAll(() => workshop.remove())

describe.skipIf(!hasPython)('a method that the base class leaves to its subclasses', () => {
  it.each([
    ['by a line of the loop', 'lacks_future', 'factories.create-future-makes', 'create_future', 6],
    ['by asyncio alone', 'lacks_cancelled', 'handles.cancel-is-always-legal', '_timer_handle_cancelled', 4],
    ['awaited by asyncio', 'lacks_shutdown', 'runner.run-gives-what-main-gives', 'shutdown_asyncgens', 6],
  ])('is named where it is called %s', async (_how, name, grep, method, line) => {
    const { code, out } = await workshop.run([`python:./${name}.py`, '--grep', grep])
    expect(out.replaceAll(/\s+/g, ' ')).toContain(`NotImplementedError('${method}() is not implemented')`)
    expect(out).toMatch(new RegExp(`location +${name}\\.py:${String(line)}$`, 'm'))
    expect(code).toBe(1)
  })
})

it.skipIf(!hasPython)('shows the class of an error that counts as one of its bases', async () => {
  const { out } = await workshop.run(['python:./own_error.py', '--grep', 'factories.create-future-makes'])
  expect(out).toMatch(/raised Odd\('not today'\)/)
  expect(out).toMatch(/location +own_error\.py:9$/m)
})

it.skipIf(!hasPython)('takes a deadlock outside of a run for a hang, at its line', async () => {
  const { out } = await workshop.run([
    'python:./deadlocks.py',
    '--grep',
    'factories.create-future-makes',
    '--timeout',
    '300',
  ])
  expect(out).toMatch(/✗ factories\.create-future-makes-a-future {2}MUST · hang/)
  expect(out).toMatch(/actual +Timed out after 1\.5 s, waiting for\s+create_future\(\)\s+to\s+return\./)
  expect(out).toMatch(/location +deadlocks\.py:8$/m)
})
