/** A candidate that cannot be loaded is refused with what it did, and where. */
import { rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { CandidateError } from '../../dist/conformance/harness/index.js'
import { runHostile, type HostileOptions } from '../self-test/hostile/run-hostile.ts'

async function refusal(name: string, options: HostileOptions = {}): Promise<string> {
  const error: unknown = await runHostile(name, options).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(CandidateError)
  return (error as Error).message
}

it.each([
  ['throws-while-loading', /^throws-while-loading threw[^]*not today[^]*throws-while-loading\.mjs:1:7/],
  ['exits-while-loading', /^exits-while-loading called process\.exit\(0\)[^]*exits-while-loading\.mjs:1:9/],
  ['waits-while-loading', /^waits-while-loading waits[^]*can never happen/],
  ['is-no-adapter', /^is-no-adapter exports nothing that makes a loop/],
  ['cannot-be-read-while-loading', /^cannot-be-read-while-loading threw while it was loaded/],
  [
    'has-facts-that-cannot-be-read',
    /The adapter cannot be read: it threw Error\("The name cannot be read\."\)/,
  ],
  ['makes-no-loop', /newEventLoop\(\) returned[^]*no callSoon/],
])('refuses a candidate: %s', async (name, message) => {
  expect(await refusal(name)).toMatch(message)
})

it('refuses a candidate that spins while it is loaded, within the deadline', async () => {
  const message = await refusal('spins-while-loading', { jobs: 2, loadTimeoutMs: 300 })
  expect(message).toMatch(/not loaded within 300 ms[^]*spins-while-loading\.mjs:1:\d+/)
})

it('passes the facts of the adapter on', async () => {
  let found: unknown
  await runHostile('writes-to-stdout', {
    onBegin: (facts) => {
      found = facts
    },
  })
  expect(found).toEqual({ name: 'writes to stdout' })
})

it('settles every check even when the candidate cannot be loaded again', async () => {
  const lock = path.join(os.tmpdir(), `loop-conformance-lock-${String(process.pid)}`)
  process.env.LOOP_CONFORMANCE_LOCK = lock
  try {
    const outcomes = [...(await runHostile('loads-only-once')).outcomes.values()]
    expect(outcomes.map((outcome) => outcome.status)).toEqual([
      'pass',
      'pass',
      ...Array<string>(4).fill('crash'),
    ])
    expect(outcomes[5]?.message).toMatch(/^Not run: [^]*somebody holds the lock/)
  } finally {
    rmSync(lock, { force: true })
  }
})
