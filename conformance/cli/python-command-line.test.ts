/** Loops in Python on the command line: what is refused, and what a report of one says. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Report } from '../../spec/index.ts'
import { interpretersWith } from '../bridge/index.ts'
import { hasPython } from '../self-test/python/has-python.ts'
import { Workshop } from '../self-test/workshop.ts'

const workshop = new Workshop()
const aLoop = 'import asyncio\n\nclass MyLoop(asyncio.SelectorEventLoop):\n    pass\n'

const deviations = (list: string): string => `loop_conformance_deviations = ${list}\n`
const deviates = (list: string): string => `${aLoop}\n${deviations(list)}`
/** Runs the callbacks of an iteration in the wrong order. */
const lifo =
  'import asyncio\n\nclass MyLoop(asyncio.SelectorEventLoop):\n' +
  '    def _run_once(self):\n        self._ready.reverse()\n        super()._run_once()\n'

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
    'host_profile.py': `${aLoop}\nloop_conformance_profiles = ['timers-real', 'host']\n`,
    'hooks_profile.py': `${aLoop}\nloop_conformance_profiles = ['base-hooks']\n`,
    'no_list.py': deviates("{'clause': 'future.keeps-its-result'}"),
    'no_dict.py': deviates("['future.keeps-its-result']"),
    'unknown_clause.py': deviates("[{'clause': 'future.keeps-its-resul', 'reason': 'x'}]"),
    'no_reason.py': deviates("[{'clause': 'future.keeps-its-result', 'reason': ' '}]"),
    'says_why.py': `${lifo}\n${deviations("[{'clause': 'scheduling.callbacks-run-in-order', 'reason': 'Last in, first out.'}]")}`,
    'lifo.py': lifo,
    'former_profile.py': `${aLoop}\nloop_conformance_profiles = ['successor']\n`,
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
  'python:./exits.py': [/ended before it made a loop/, /exit code 7/],
  'python:./sys_exits.py': [/could not be imported/, /SystemExit: 7/],
  'python:./spins.py': [/not loaded within 10000 ms/, /spins\.py:\d/],
  'python:./syntax.py': [/could not be imported/, /SyntaxError/],
  'python:./needs.py': [/no_such_module_at_all/, /Expected/],
  'python:./no_loop.py': [/returned 42, which has no call_soon/],
  'python:./loop_throws.py': [
    /A loop of loop_throws could not be made/,
    /no loop today/,
    /loop_throws\.py:2/,
  ],
  'python:./value.py': [/does not say how to make a loop/],
  'python:./value.py:loop': [/loop of \.\/value\.py is 42/],
  'python:./no_selector.py': [
    /claims the profile net/,
    /does not use a selector of Python/,
    /Expected: .*net-real/s,
  ],
  'python:./unknown_profile.py': [/the profile 'nets'/, /Did you mean net/],
  'python:./host_profile.py': [
    /the profile 'host', which is not for a loop in Python/,
    /Expected: timers-real or debug or net or net-real or server or tls or datagram or unix or streams or gc$/m,
  ],
  'python:./hooks_profile.py': [/the profile 'base-hooks', which is not for a loop in Python/],
  'python:./no_list.py': [/deviations: an object/, /Expected: a list of \{'clause': /],
  'python:./no_dict.py': [/a deviation that is the string/, /Expected: a list of \{'clause': /],
  'python:./unknown_clause.py': [
    /unknown clause 'future\.keeps-its-resul'/,
    /Did you mean future\.keeps-its-result\b/,
  ],
  'python:./no_reason.py': [/a deviation from future\.keeps-its-result without a reason/],
  'python:./former_profile.py': [/the profile 'successor', which is not for a loop in Python/],
  'python:./one_profile.py': [/profiles: /, /Expected: a list/],
  'python:./two.py': [/Found: {4}MyLoop, Other/, /python:\.\/two\.py:<callable>/],
  'python:./my_loop.py:YourLoop': [/has no YourLoop/, /Found: {4}MyLoop$/m],
  'python:./my_loop.py:my_lop': [/has no my_lop/, /Did you mean MyLoop\?/],
  'python:./my_loop.py:': [/names no callable after the colon/, /Expected: python:\.\/my_loop\.py, or/],
  'python:./my_loop.py:My-Loop': [/the callable 'My-Loop', which is not a Python name/],
  './my_loop.py': [/is a Python file/, /Expected: python:\.\/my_loop\.py$/m],
  'python:my_lop': [/There is no module my_lop/, /Did you mean python:my_loop\?/],
  'python:./my_lop.py': [/There is no file/, /Did you mean python:\.\/my_loop\.py\?/],
  'python:./my_loop.py --python /bin/ls': [
    /^\/bin\/ls is not CPython 3\.8 or later/m,
    /ended with exit code \d; asked for its version, it printed:\n +\S*ls: /,
    /Try: .*--python /,
  ],
  [`python:./my_loop.py --python ${process.execPath}`]: [
    /is not CPython 3\.8 or later/,
    /Cannot find module/,
  ],
}

describe.skipIf(!hasPython)('says what was found, what was expected and what to do, for', () => {
  it.each(Object.entries(mistakes))('%s', async (entry, says) => {
    const { code, err } = await workshop.run(entry.split(' '))
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
  expect(err).toMatch(/None of the selected checks applies to asyncio/)
  expect(err).toMatch(/the profile host is not claimed/)
})

describe.skipIf(!hasPython)('the module of a loop', () => {
  it('declares deviations, as an adapter does', async () => {
    const args = ['python:./says_why.py', '--grep', 'scheduling.callbacks-run-in-order']
    const { code, out } = await workshop.run(args)
    expect(out).toMatch(
      /Declared deviations:\n {2}scheduling\.callbacks-run-in-order {2}MUST\n +reason +Last in, first out\./,
    )
    expect(code).toBe(0)
  })

  it('claims eager tasks where the interpreter has them, and no older one does', async () => {
    for (const { command, version } of await interpretersWith('asyncio')) {
      const { out } = await workshop.run([
        'python:./my_loop.py',
        '--grep',
        'future.keeps',
        '--python',
        command,
      ])
      const claims = Number(version.split('.')[1]) >= 12 ? 'core, eager, python-hooks' : 'core, python-hooks'
      expect(out).toContain(`my_loop · ${claims} · contract`)
    }
  })
})

describe.skipIf(!hasPython)('a report of failures', () => {
  it('says how to have one again under the same conditions', async () => {
    const options = ['--python', 'python3', '--timeout', '900']
    const args = ['python:./lifo.py', '--grep', 'scheduling.callbacks-run-in-order', ...options]
    const again = (out: string): string | undefined => /rerun +(.*)$/m.exec(out)?.[1]
    expect(again((await workshop.run(args)).out)).toBe(
      "npx loop-conformance python:./lifo.py --python python3 --timeout 900 --grep 'scheduling.callbacks-run-in-order'",
    )
    expect(again((await workshop.run([...args, '--in-process', '--timeout', '1000'])).out)).toBe(
      "npx loop-conformance python:./lifo.py --python python3 --in-process --grep 'scheduling.callbacks-run-in-order'",
    )
  })
})

describe("Python's spelling of a name", () => {
  it.each([
    [['list', '--grep', 'call_soon_threadsafe'], /exceptions\.every-kind-of-callback-is-reported/],
    [['explain', 'call_soon'], /^callSoon {2}of EventLoop/],
    [['explain', 'isfuture'], /^isFuture {2}of AsyncioApi/],
    [
      ['explain', 'callLater', '--dialect', 'python'],
      /^call_later {2}of EventLoop\n\n {2}call_later\(delay, callback, \*args, context=None\)/,
    ],
    [
      ['explain', 'timers.never-before-the-deadline', '--dialect', 'python'],
      /delay for call_later[^]*situations call_later\(\) with/,
    ],
    [['explain', 'net', '--dialect', 'python'], /claims it with\s+loop_conformance_profiles = \["net"\]/],
  ])('is taken by %j', async (args, says) => {
    const { code, out } = await workshop.run(args)
    expect(out).toMatch(says)
    expect(code).toBe(0)
  })

  it.skipIf(!hasPython).each([
    ['call_soon_threadsafe', /exceptions {10}1/],
    ['run_forever', /lifecycle/],
  ])('is taken by --grep %s', async (name, says) => {
    const { code, out } = await workshop.run(['python:./my_loop.py', '--grep', name])
    expect(out).toMatch(says)
    expect(code).toBe(0)
  })
})
