/** A hostile loop in Python costs the one check in which it does its deed, and no interpreter outlives the command. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { runHostile } from '../self-test/hostile/run-hostile.ts'
import { hasPython } from '../self-test/python/has-python.ts'

const others = ['one', 'two', 'after 100 ms of waiting', 'three', 'four']
const deed = 'the hostile one'

interface Expected {
  readonly status: 'pass' | 'fail' | 'hang' | 'crash'
  readonly message?: RegExp
  readonly at?: RegExp
  readonly timeoutMs?: number
}

const cases: Record<string, Expected> = {
  spins: { status: 'hang', message: /Timed out/, at: /hostile_loops\.py:\d+$/, timeoutMs: 300 },
  spins_and_swallows: {
    status: 'hang',
    message: /kept the thread for itself .* in spins_and_swallows/,
    at: /hostile_loops\.py:\d+$/,
    timeoutMs: 300,
  },
  spins_where_no_signal_comes: {
    status: 'hang',
    message: /kept the thread for itself .* in spins_where_no_signal_comes/,
    at: /hostile_loops\.py:\d+$/,
    timeoutMs: 300,
  },
  deadlocks: { status: 'hang', message: /Timed out/, at: /hostile_loops\.py:\d+$/, timeoutMs: 300 },
  never_ends: { status: 'hang', message: /Timed out/, timeoutMs: 300 },
  aborts: { status: 'crash', message: /made its interpreter end by SIGABRT/, at: /hostile_loops\.py:\d+$/ },
  segfaults: {
    status: 'crash',
    message: /made its interpreter end by SIGSEGV/,
    at: /hostile_loops\.py:\d+$/,
  },
  exits: { status: 'crash', message: /ended its interpreter with exit code 3/ },
  raises_system_exit: { status: 'fail', message: /threw .?SystemExit/, at: /hostile_loops\.py:\d+:1$/ },
  prints: { status: 'pass' },
  leaves_a_thread: { status: 'pass' },
}

describe.skipIf(!hasPython)('a loop in Python with one deed pays with one check', () => {
  it.each(Object.entries(cases))('%s', async (name, { status, message, at, timeoutMs }) => {
    const run = await runHostile(`python:${name}`, timeoutMs === undefined ? {} : { timeoutMs })
    const paid = run.outcomes.get(deed)
    expect(paid?.status).toBe(status)
    if (message !== undefined) expect(paid?.message).toMatch(message)
    if (at !== undefined) expect(paid?.at).toMatch(at)
    expect(others.map((situation) => run.outcomes.get(situation)?.status)).toEqual(others.map(() => 'pass'))
    expect(run.findings).toEqual([])
  })
})

it('interrupts an interpreter in the same thread, which goes on with the next check', async () => {
  const { outcomes, findings } = await runHostile('pyodide:spins', { timeoutMs: 1000 })
  const paid = outcomes.get(deed)
  expect(paid).toMatchObject({ status: 'hang', message: expect.stringMatching(/Timed out/) as string })
  expect(paid?.at).toMatch(/hostile_loops\.py:\d+$/)
  expect(others.map((situation) => outcomes.get(situation)?.status)).toEqual(others.map(() => 'pass'))
  expect(findings).toEqual([])
})

const command = path.resolve('bin/loop-conformance.js')
const hostileLoops = path.resolve('conformance/self-test/hostile/hostile_loops.py')

function isAlive(pid: number): boolean {
  const state = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim()
  return state !== '' && !state.startsWith('Z')
}

async function until(condition: () => boolean): Promise<void> {
  for (let waited = 0; !condition() && waited < 20_000; waited += 20) await sleep(20)
}

describe.skipIf(!hasPython)('no interpreter outlives the command', () => {
  it.each([
    ['SIGKILL', []],
    ['SIGTERM', []],
    ['SIGINT', []],
    ['SIGKILL', ['--in-process']],
  ] as const)('ended by %s %j', async (signal, options) => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'loop-conformance-test-'))
    const file = path.join(folder, 'pid')
    const run = spawn(
      process.execPath,
      [command, `python:${hostileLoops}:SpinsInEveryRun`, '--timeout', '0', '--jobs', '1', ...options],
      { stdio: 'ignore', env: { ...process.env, LOOP_CONFORMANCE_PID_FILE: file } },
    )
    await until(() => existsSync(file) && readFileSync(file, 'utf8') !== '')
    const interpreter = Number(readFileSync(file, 'utf8'))
    expect(isAlive(interpreter)).toBe(true)
    run.kill(signal)
    const [code] = (await once(run, 'exit')) as [number | null]
    if (signal === 'SIGINT') expect(code).toBe(130)
    await until(() => !isAlive(interpreter))
    expect(isAlive(interpreter)).toBe(false)
    rmSync(folder, { recursive: true })
  })
})
