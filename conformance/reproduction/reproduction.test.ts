import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Report } from '../../spec/index.ts'
import type { Crossing, Reply, Wire } from '../bridge/index.ts'
import { hasPython } from '../self-test/python/has-python.ts'
import { firstDifference, isSame } from './difference.ts'
import { numberAgain, printScript } from './print-script.ts'
import { UnprintableError } from './values.ts'
import { writeScript } from './write-script.ts'

const loop = { python: 1 }
const callback: Wire = { javascript: 1, kind: 'function' }

function crossing(
  target: number,
  method: string,
  args: readonly Wire[] = [],
  more: Partial<Crossing> = {},
): Crossing {
  return { target, method, args, keywords: {}, inner: [], reply: ['return', null], ...more }
}

const newLoop = crossing(0, 'new_loop', [], {
  reply: ['return', { python: 1, kind: 'loop', name: 'MyLoop' }],
})
const print = (...recording: readonly Crossing[]): string => printScript(writeScript(recording))
const threw = (className: string): Reply => [
  'throw',
  { python: 9, kind: 'error', errorKind: className, className, message: '', args: [], frames: [] },
]

describe('a program that is written from what crossed the bridge', () => {
  it('names objects and functions, and prints what is returned', () => {
    const called = crossing(1, 'call', ['a'], {
      inner: [crossing(1, 'is_running', [], { reply: ['return', true] })],
    })
    expect(
      print(
        newLoop,
        crossing(1, 'call_soon', [callback, 'a']),
        crossing(1, 'run_forever', [], { inner: [called] }),
      ),
    ).toMatchInlineSnapshot(`
      "def callback(*arguments):
          print("callback", arguments[0])
          print("loop.is_running():", loop.is_running())


      loop = new_event_loop()
      print('loop.call_soon(callback, "a"):', loop.call_soon(callback, "a"))
      print("loop.run_forever():", loop.run_forever())"
    `)
  })

  it('counts the calls of a function that does not do the same each time', () => {
    const hop = crossing(1, 'call', [], { inner: [crossing(1, 'call_soon', [callback])] })
    const last = crossing(1, 'call', [], { inner: [crossing(1, 'stop')] })
    const run = crossing(1, 'run_forever', [], { inner: [hop, hop, last] })
    const text = print(newLoop, crossing(1, 'call_soon', [callback]), run)
    expect(text).toContain('    if calls_of_callback <= 2:\n')
    expect(text).toContain('    elif calls_of_callback == 3:\n')
  })

  it('catches what asyncio raised, and goes on', () => {
    const text = print(newLoop, crossing(1, 'call_soon', [null], { reply: threw('TypeError') }))
    expect(text).toContain('except TypeError as raised:')
  })

  it('writes a point in time as a distance from now', () => {
    const now = crossing(1, 'time', [], { reply: ['return', 100.25] })
    expect(print(newLoop, now, crossing(1, 'call_at', [100.262, callback]))).toContain(
      'loop.call_at(loop.time() + 0.012, callback)',
    )
  })

  it('makes one await of what a coroutine does between two steps', () => {
    const future = crossing(1, 'create_future', [], {
      reply: ['return', { python: 2, kind: 'future', name: 'Future' }],
    })
    const iterate = crossing(0, 'iterate', [{ python: 2 }], {
      reply: ['return', { python: 3, kind: 'coroutine', name: 'FutureIter' }],
    })
    const step = (reply: Wire): Crossing =>
      crossing(0, 'step', [{ python: 3 }, 'send'], { reply: ['return', reply] })
    const coroutine: Wire = { javascript: 1, kind: 'coroutine' }
    const run = crossing(1, 'run_until_complete', [coroutine], {
      inner: [
        crossing(1, 'next', [], {
          inner: [iterate, step({ list: [false, { python: 2 }] })],
          reply: ['return', { list: [false, { python: 2 }] }],
        }),
        crossing(1, 'next', [], {
          inner: [step({ list: [true, 'done'] })],
          reply: ['return', { list: [true, 'done'] }],
        }),
      ],
      reply: ['return', 'done'],
    })
    expect(print(newLoop, future, run)).toMatchInlineSnapshot(`
      "async def main():
          print("main starts")
          print("future:", await future)
          return "done"


      loop = new_event_loop()
      future = loop.create_future()
      print("loop.run_until_complete(main()):", loop.run_until_complete(main()))"
    `)
  })

  it('says why there is none', () => {
    const socket: Wire = { javascript: 1, kind: 'socket' }
    const recording = [newLoop, crossing(1, '_make_socket_transport', [socket])]
    expect(() => writeScript(recording)).toThrow(new UnprintableError('it uses a connection'))
    const foreign = crossing(1, 'run_until_complete', [{ python: 7 }])
    expect(() => writeScript([newLoop, foreign])).toThrow(UnprintableError)
    expect(loop.python).toBe(1)
  })

  it('numbers its names again when some are gone', () => {
    expect(numberAgain('def callback3(): callback7()\ncalls_of_callback7 = error4')).toBe(
      'def callback(): callback2()\ncalls_of_callback2 = error',
    )
  })
})

describe('the difference of two outputs', () => {
  it('is the first line that is not the same', () => {
    const found = firstDifference({ asyncio: ['a', 'b'], candidate: ['a', 'c'] })
    expect(found).toEqual({ asyncio: 'b', candidate: 'c' })
    expect(firstDifference({ asyncio: ['a'], candidate: ['a'] })).toBeNull()
  })

  it('does not count if the program fails on asyncio', () => {
    expect(firstDifference({ asyncio: ['ends with NameError: x'], candidate: [] })).toBeNull()
    expect(firstDifference({ asyncio: ['a', 'does not end'], candidate: ['a'] })).toBeNull()
  })

  it('is the same in a shorter program if the same lines differ', () => {
    const one = { asyncio: 'a', candidate: 'ends with ValueError: at 0x1' }
    expect(isSame(one, { asyncio: undefined, candidate: 'ends with ValueError: at 0x2' })).toBe(true)
    expect(isSame({ asyncio: 'a', candidate: 'b' }, { asyncio: 'a', candidate: undefined })).toBe(false)
    expect(isSame(one, null)).toBe(false)
  })
})

describe.skipIf(!hasPython)('a loop with a defect', () => {
  it.each([
    [
      'running:ForgetsToClose',
      'lifecycle.close-is-idempotent',
      'loop.is_closed(): True',
      'loop.is_closed(): False',
    ],
    [
      'timers:CountsMilliseconds',
      'handles.when-is-the-deadline',
      'timer.when(): True',
      'timer.when(): False',
    ],
    [
      'tasks:KeepsErrors',
      'exceptions.callback-error-is-reported',
      /^handler True True/,
      /^handler True False/,
    ],
  ])('%s leaves a program for %s', (loop, clause, onAsyncio, onCandidate) => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'programs-'))
    try {
      const entry = `python:conformance/self-test/python/defects/${loop.replace(':', '.py:')}`
      const args = [entry, '--grep', clause, '--jobs', '1', '--write-programs', folder]
      spawnSync(process.execPath, ['bin/loop-conformance.js', ...args])
      const run = (...more: readonly string[]): string =>
        execFileSync('python3', [path.join(folder, `${clause}.py`), ...more], {
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'ignore'],
        }).trim()
      expect(run('asyncio')).toMatch(onAsyncio)
      expect(run()).toMatch(onCandidate)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

describe.skipIf(!hasPython)('--write-programs', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'programs-'))
  const file = path.join(folder, 'report.json')
  let report: Report
  beforeAll(() => {
    spawnSync(process.execPath, [
      'bin/loop-conformance.js',
      'python:examples/python-broken/broken_loop.py',
      ...['--grep', 'given-name', '--jobs', '1'],
      ...['--write-programs', folder, '--reporter', `json=${file}`],
    ])
    report = JSON.parse(readFileSync(file, 'utf8')) as Report
  }, 60_000)
  afterAll(() => {
    rmSync(folder, { recursive: true })
  })

  it('writes a short program of plain asyncio that prints two different things', () => {
    const programs = readdirSync(folder).filter((name) => name.endsWith('.py'))
    expect(programs).toEqual(['factories.task-has-the-given-name.py'])
    const program = path.join(folder, programs[0] ?? '')
    const run = (...args: readonly string[]): string[] =>
      execFileSync('python3', [program, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
        .trimEnd()
        .split('\n')
    const reported = report.results.find((row) => row.program !== undefined)?.program
    expect(run('asyncio')).toEqual(reported?.onAsyncio)
    expect(run()).toEqual(reported?.onCandidate)
    expect(run()).not.toEqual(run('asyncio'))
    expect(readFileSync(program, 'utf8').split('\n').length).toBeLessThan(40)
  })

  it('tells where they are', () => {
    expect(report.findings.join('\n')).toContain(`Wrote 1 program to ${folder}`)
  })

  it('refuses a loop in JavaScript', () => {
    const args = ['bin/loop-conformance.js', './examples/minimal', '--write-programs', folder]
    const { status, stderr } = spawnSync(process.execPath, args, {
      encoding: 'utf8',
    })
    expect(status).toBe(2)
    expect(stderr).toContain('--write-programs only applies to candidates in CPython')
  })
})
