/** Loops in Python on the command line: what is refused, and what a report of one says. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Report } from '../../spec/index.ts'
import { hasPython } from '../self-test/python/has-python.ts'
import { Workshop } from '../self-test/workshop.ts'

const workshop = new Workshop()
const aLoop = 'import asyncio\n\nclass MyLoop(asyncio.SelectorEventLoop):\n    pass\n'

beforeAll(() => {
  workshop.write({
    'my_loop.py': aLoop,
    'policy.py': `${aLoop}\nclass Policy(asyncio.DefaultEventLoopPolicy):\n    _loop_factory = MyLoop\n`,
    'two.py': `${aLoop}\nclass Other(MyLoop):\n    pass\n`,
    'beside.py': 'from my_loop import MyLoop\n\nnew_event_loop = MyLoop\n',
    'throws.py': "\nraise RuntimeError('out of order')\n",
    'exits.py': 'import os\n\nos._exit(7)\n',
    'sys_exits.py': 'import sys\n\nsys.exit(7)\n',
    'spins.py': 'while True:\n    pass\n',
    'syntax.py': 'def broken(:\n',
    'needs.py': 'import no_such_module_at_all\n',
    'no_loop.py': 'def new_event_loop():\n    return 42\n',
    'loop_throws.py': "def new_event_loop():\n    raise ValueError('no loop today')\n",
    'value.py': 'loop = 42\n',
    'no_selector.py': `${aLoop.replace('Selector', 'Base')}\nloop_conformance_profiles = ['net']\n`,
    'one_profile.py': `${aLoop}\nloop_conformance_profiles = 'net'\n`,
    'unknown_profile.py': `${aLoop}\nloop_conformance_profiles = ['nets']\n`,
  })
})
afterAll(() => workshop.remove())

/** What the message has to say. */
const mistakes: Record<string, RegExp[]> = {
  'python:no_such_module_at_all': [
    /There is no module no_such_module_at_all in /,
    /No interpreter with no_such/,
  ],
  'python:./throws.py': [/could not be imported/, /RuntimeError: out of order/, /throws\.py:2/],
  'python:./exits.py': [/did not get as far as making a loop/, /exit code 7/],
  'python:./sys_exits.py': [/could not be imported/, /SystemExit: 7/],
  'python:./spins.py': [/not loaded within 5000 ms/, /spins\.py:\d/],
  'python:./syntax.py': [/could not be imported/, /SyntaxError/],
  'python:./needs.py': [/no_such_module_at_all/, /Expected/],
  'python:./no_loop.py': [/answered 42, which has no call_soon/],
  'python:./loop_throws.py': [/newEventLoop\(\) of loop_throws threw/, /no loop today/, /loop_throws\.py:2/],
  'python:./value.py': [/does not say how to make a loop/],
  'python:./value.py:loop': [/loop of \.\/value\.py is 42/],
  'python:./no_selector.py': [/claims the profile net/, /no selector/, /Expected: .*net-real/s],
  'python:./unknown_profile.py': [/the profile 'nets'/, /Did you mean net/],
  'python:./one_profile.py': [/profiles: /, /Expected: a list/],
  'python:./two.py': [/Found: {4}MyLoop, Other/, /python:\.\/two\.py:<callable>/],
  'python:./my_loop.py:YourLoop': [/has no YourLoop/, /MyLoop/],
}

describe.skipIf(!hasPython)('says what was found, what was expected and what to do, for', () => {
  it.each(Object.entries(mistakes))('%s', async (entry, says) => {
    const { code, err } = await workshop.run([entry])
    for (const pattern of says) expect(err).toMatch(pattern)
    expect(err).not.toMatch(/Traceback|^\s+at .*:\d+:\d+\)?$/m)
    expect(code).toBe(2)
  })
})

describe.skipIf(!hasPython)('takes', () => {
  it.each([
    ['a class of a file', 'python:./my_loop.py:MyLoop', 'my_loop.MyLoop'],
    ['the only class of a file', 'python:./my_loop.py', 'my_loop'],
    ['a policy', 'python:./policy.py:Policy', 'policy.Policy'],
    ['a file that imports another one beside it', 'python:./beside.py', 'beside'],
    ['a module of the folder', 'python:beside:new_event_loop', 'beside'],
  ])('%s', async (_what, entry, name) => {
    const { code, out } = await workshop.run([entry, '--grep', 'future.keeps', '--reporter', 'json'])
    const report = JSON.parse(out) as Report
    expect(code).toBe(0)
    expect(report.candidate.name).toBe(name)
    expect(report.candidate.hash).toMatch(/^[0-9a-f]{64}$/)
    expect(report.environment.runtime).toMatch(/^node [\d.]+, cpython 3\.\d+\.\d+$/)
    expect(report.summary.must.pass).toBeGreaterThan(3)
  })
})

it.skipIf(!hasPython)('says why a clause does not apply, and refuses to run nothing else', async () => {
  const { code, err } = await workshop.run([
    'python:asyncio',
    '--grep',
    'scheduling.host-callback-wakes-the-loop',
  ])
  expect(code).toBe(2)
  expect(err).toMatch(/No check that was asked for applies to asyncio/)
  expect(err).toMatch(/the profile host is not claimed/)
})
