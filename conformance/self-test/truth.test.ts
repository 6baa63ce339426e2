/** The contract is that of asyncio: the loop of CPython keeps every clause that is not specific to JavaScript. */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { Report } from '../../spec/index.ts'
import { interpretersWith } from '../bridge/index.ts'

const command = fileURLToPath(new URL('../../bin/loop-conformance.js', import.meta.url))
const pureFile = fileURLToPath(new URL('./python/pure_loop.py', import.meta.url))
const pyodides = ['pyodide-311', 'pyodide-312', 'pyodide-313', 'pyodide-314', 'pyodide-315']
const interpreters = await interpretersWith('asyncio')

/** Where the Future written in Python differs from the one in C, a clause can only recommend. */
const recommendedOnly = ['future.exception-must-be-given']

/** Each version of Pyodide needs its own process. */
function judge(entry: string, interpreter: string): Promise<Report> {
  const args = [command, entry, '--python', interpreter, '--reporter', 'json']
  return new Promise((resolve) => {
    execFile(process.execPath, args, { maxBuffer: 2 ** 26 }, (_error, output, complaint) => {
      if (output === '') throw new Error(complaint)
      resolve(JSON.parse(output) as Report)
    })
  })
}

/** Profiles that are the host's, or a successor's in JavaScript. */
const javascriptOwn = ['host', 'base-hooks']
/** What an interpreter inside of JavaScript cannot do: sleep, and reach a network. */
const notInPyodide = [
  ...javascriptOwn,
  'timers-real',
  'debug',
  'net-real',
  'server',
  'tls',
  'datagram',
  'unix',
  'streams',
]
/** What is judged on a network in memory only, and what this machine may not have. */
const machine =
  'run out of descriptors|how many files are open|cannot share a port|uses the network of the system|cannot receive at ::1|no second address|no Unix sockets without a file|does not resolve localhost'

function isTrue(report: Report, unclaimed = javascriptOwn, hasThreads = true): void {
  const wrong = report.results.filter((row) => !['pass', 'untestable', 'skip'].includes(row.status))
  expect(wrong.filter((row) => row.level === 'MUST')).toEqual([])
  expect(report.verdict).toBe('conformant')
  expect(report.partial).toBe(false)
  // What does not apply is JavaScript's own, or belongs to another version; all the rest has been run.
  const hasEager = report.candidate.profiles.includes('eager')
  expect(hasEager).toBe(!/ 3\.(8|9|10|11)\./.test(report.environment.runtime))
  const others = hasEager ? unclaimed : [...unclaimed, 'eager']
  const reason = new RegExp(
    `JavaScript's own|profile (${others.join('|')}) is not claimed|CPython keeps this since|CPython kept this until|has a defect here|${machine}${hasThreads ? '' : '|no other thread can reach|no generated programs'}${wrong.length > 0 ? '|a clause is not kept' : ''}`,
  )
  for (const { status, message } of report.results) if (status === 'skip') expect(message).toMatch(reason)
  expect(report.summary.must.pass).toBeGreaterThan(250)
  const recommended = wrong.map((row) => row.clause)
  expect(recommendedOnly).toEqual(expect.arrayContaining(recommended))
}

describe('the truth, in Pyodide', () => {
  it.each(pyodides)('%s', async (interpreter) => {
    isTrue(await judge('pyodide:asyncio', interpreter), notInPyodide, false)
  })
})

/** The loop that a program gets, with Task and Future in C. The same with those in Python is judged on the oldest and the newest. */
describe.skipIf(interpreters.length === 0)('the truth, on the interpreters of this machine', () => {
  const extremes = [interpreters.at(0), interpreters.at(-1)]
  it.each(interpreters.map((one) => [one.version, one.command, extremes.includes(one)] as const))(
    'CPython %s, %s',
    async (_version, interpreter, isExtreme) => {
      isTrue(await judge('python:asyncio', interpreter))
      if (isExtreme) isTrue(await judge(`python:${pureFile}`, interpreter))
    },
  )
})
