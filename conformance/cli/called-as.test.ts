/** The command as the Python package calls it: what may be left out, and what is printed to be typed again. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkPythonTarget } from '../candidate/check-python-target.ts'
import { edit } from '../self-test/report-files.ts'
import { hasPython } from '../self-test/python/has-python.ts'
import { Workshop } from '../self-test/workshop.ts'
import { commandLine, entryOf, interpreterFor, typed } from './called-as.ts'

const byNpm = { command: 'npx loop-conformance', interpreter: null }
const byPython = { command: 'loop-conformance', interpreter: '/venv/bin/python' }

describe('python: is implied', () => {
  it.each([
    ['uvloop:new_event_loop', 'python:uvloop:new_event_loop'],
    ['./my_loop.py:MyLoop', 'python:./my_loop.py:MyLoop'],
    ['python:uvloop', 'python:uvloop'],
    ['pyodide:asyncio', 'pyodide:asyncio'],
  ])('%s is %s', (word, entry) => {
    expect(entryOf(word, byPython)).toBe(entry)
    expect(entryOf(word, byNpm)).toBe(word)
  })

  it('is left out where the entry is printed', () => {
    expect(typed('python:uvloop', byPython)).toBe('uvloop')
    expect(typed('pyodide:asyncio', byPython)).toBe('pyodide:asyncio')
    expect(typed('python:uvloop', byNpm)).toBe('python:uvloop')
  })

  it.each(['./my-loop.ts', 'loop.mjs', 'a.jsx'])('%s is refused', (word) => {
    expect(() => entryOf(word, byPython)).toThrow(/judges loops in Python[^]*Found: .*Expected: /s)
  })
})

it('takes the interpreter that called, unless another one is named', () => {
  expect(interpreterFor('python:uvloop', undefined, byPython)).toBe('/venv/bin/python')
  expect(interpreterFor('python:uvloop', 'python3.12', byPython)).toBe('python3.12')
  expect(interpreterFor('pyodide:asyncio', undefined, byPython)).toBeUndefined()
  expect(interpreterFor('python:uvloop', undefined, byNpm)).toBeUndefined()
})

it('prints a command line to copy', () => {
  expect(commandLine(['my loop.py', '--seed', '7'], byPython)).toBe("loop-conformance 'my loop.py' --seed 7")
})

it('refuses Windows, for loops in interpreters', () => {
  const target = { module: 'asyncio', callable: '', interpreter: 'python' }
  const check = (way: 'python' | 'pyodide', platform: NodeJS.Platform) => () =>
    checkPythonTarget({ ...target, way }, '.', platform)
  expect(check('python', 'win32')).toThrow(/cannot be judged on Windows[^]*Found: [^]*Expected: /)
  expect(check('pyodide', 'win32')).not.toThrow()
  expect(check('python', 'darwin')).not.toThrow()
})

describe.skipIf(!hasPython)('the command', () => {
  const workshop = new Workshop()
  const env = { LOOP_CONFORMANCE_PYTHON: 'python3', LOOP_CONFORMANCE_COMMAND: 'python -m loop_conformance' }
  const run = (...args: string[]): ReturnType<Workshop['run']> => workshop.run(args, env)

  beforeAll(() => {
    workshop.write({
      'lifo.py':
        'import asyncio\n\nclass MyLoop(asyncio.SelectorEventLoop):\n' +
        '    def _run_once(self):\n        self._ready.reverse()\n        super()._run_once()\n',
    })
  })
  afterAll(() => workshop.remove())

  it('names itself in a report, and in what it says of the report', async () => {
    const grep = ['--grep', 'callbacks-run-in-order', '--timeout', '900']
    const { code, out } = await run('lifo.py', ...grep, '--reporter', 'json=r.json')
    expect(out).toMatch(/^loop-conformance \S+ · lifo\.py\n/)
    expect(out).toMatch(/rerun +python -m loop_conformance lifo\.py --timeout 900 --grep '/)
    expect(code).toBe(1)
    await edit(workshop, 'r.json', 'old.json', ({ suite }) => ({ suite: { ...suite, hash: '0' } }))
    const verified = await run('verify', 'old.json')
    expect(verified.out).toContain('python -m loop_conformance lifo.py --reporter json=old.json')
    expect(`${out}${verified.out}`).not.toContain('npx')
  })

  it.each([
    [['nowhere.py'], /There is no file nowhere\.py/],
    [['lst'], /There is no module lst[^]*Did you mean the command 'list'\?/],
    [['verify', 'none.json'], /Expected: a report written by python -m loop_conformance <candidate>/],
    [[], /Usage: python -m loop_conformance \[run\] <candidate>[^]*uvloop:new_event_loop/],
  ])('is given %s', async (args, says) => {
    const { code, err } = await run(...args)
    expect(err).toMatch(says)
    expect(err).not.toContain('npx')
    expect(code).toBe(2)
  })
})
