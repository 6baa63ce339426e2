/** What cannot be judged as a loop in Python, and the sentence that says why. The command ends with exit code 2 for each of them. */
import { chmodSync } from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { loadCandidate, setUpCandidate } from '../candidate/load-candidate.ts'
import { hasPython } from '../self-test/python/has-python.ts'
import { Workshop } from '../self-test/workshop.ts'

const workshop = new Workshop()

const module = `import asyncio

class NeedsApp(asyncio.SelectorEventLoop):
    def __init__(self, app):
        super().__init__()

class NoApplication(asyncio.SelectorEventLoop):
    def __init__(self):
        raise RuntimeError("Must construct a QApplication before a QEventLoop")

def takes_display(*, display):
    return asyncio.new_event_loop()

async def coroutine_function():
    return asyncio.new_event_loop()

def returns_coroutine():
    return coroutine_function()

def nothing():
    pass

the_loop = asyncio.new_event_loop()

def same():
    return the_loop

def closed():
    loop = asyncio.new_event_loop()
    loop.close()
    return loop

class Running(asyncio.SelectorEventLoop):
    def is_running(self):
        return hasattr(self, "_csock")

class Old:
    def run_until_complete(self, future):
        pass
`

/** Responds as an interpreter does that is too old. The last argument but one is the descriptor to write to. */
const oldPython = `#!/bin/sh
exec python3 -c 'import os, sys; os.write(int(sys.argv[-2]), b"[\\"too old\\", \\"3.7.17\\"]\\n")' "$@"
`

beforeAll(() => {
  workshop.write({ 'loops.py': module, 'python3.7': oldPython })
  chmodSync(path.join(workshop.folder, 'python3.7'), 0o755)
})
afterAll(() => workshop.remove())
afterEach(() => {
  delete process.env.PYTHONOPTIMIZE
})

async function refusalOf(callable: string, interpreter = 'python3'): Promise<string> {
  const from = {
    way: 'python',
    module: path.join(workshop.folder, 'loops.py'),
    callable,
    interpreter,
  } as const
  try {
    await setUpCandidate(await loadCandidate({ entry: `python:loops.py:${callable}`, from, hash: '' }))
  } catch (error) {
    return (error as Error).message
  }
  return 'It is judged.'
}

describe.skipIf(!hasPython)('one sentence says what is wrong with', () => {
  it.each<[string, string, RegExp]>([
    [
      'a class that needs arguments',
      'NeedsApp',
      /NeedsApp cannot be called without arguments: missing a required argument: 'app'\.\nFound: +NeedsApp\(app\)/,
    ],
    [
      'a function that needs keywords',
      'takes_display',
      /takes_display\(\*, display\)\nExpected: .* a function of the module/,
    ],
    [
      'a coroutine function',
      'coroutine_function',
      /is a coroutine function\.\nFound: .*\nExpected: .*def in place of async def/,
    ],
    [
      'a function that returns a coroutine',
      'returns_coroutine',
      /returned <coroutine object .*which has no call_soon/,
    ],
    ['a function that returns nothing', 'nothing', /returned None, which has no call_soon/],
    [
      'a class that is no loop',
      'Old',
      /which has no call_soon, no run_forever\.\nExpected: a new event loop/,
    ],
    ['a loop in place of its class', 'the_loop', /is a loop, and every check needs a new one\./],
    ['a function that returns the same loop each time', 'same', /returned the same loop again\./],
    ['a loop that is closed', 'closed', /returned a loop that is closed\./],
    ['a loop that is running', 'Running', /returned a loop that is running\./],
    [
      'a GUI loop without its application',
      'NoApplication',
      /^A loop of .* could not be made\.\nFound: +RuntimeError: Must construct a QApplication .*\nAt: +.*loops\.py:9.*\n.*\nGuide: +Judge a GUI loop\./,
    ],
  ])('%s', async (_what, callable, says) => {
    expect(await refusalOf(callable)).toMatch(says)
  })

  it('an interpreter that runs with -O, by PYTHONOPTIMIZE too', async () => {
    process.env.PYTHONOPTIMIZE = '1'
    expect(await refusalOf('same')).toMatch(
      /^\S+ runs with -O, so assert statements .* do nothing\.\n.*\n.*Unset PYTHONOPTIMIZE\.$/,
    )
  })

  it('an interpreter with its options', async () => {
    expect(await refusalOf('same', 'python3 -O')).toMatch(
      /^There is no interpreter python3 -O\.\nExpected: .*without options/,
    )
  })

  it('an interpreter that is too old', async () => {
    expect(await refusalOf('same', path.join(workshop.folder, 'python3.7'))).toMatch(
      /python3\.7 is too old\.\nFound: +Python 3\.7\.17\nExpected: CPython 3\.8 or later/,
    )
  })
})
