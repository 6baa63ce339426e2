/** A candidate that cannot be loaded is refused with what it did, and where. */
import { rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { CandidateError } from '../../dist/conformance/harness/index.js'
import { Supervisor } from '../../dist/conformance/supervisor/index.js'
import { loadHostile, newSchedule, outcomesOf, startSupervisor } from '../self-test/hostile/run-hostile.ts'

async function refusal(supervisor: Supervisor, name: string): Promise<string> {
  try {
    const error = await loadHostile(supervisor, name).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(CandidateError)
    return (error as Error).message
  } finally {
    await supervisor.close()
  }
}

it.each([
  ['throws-while-loading', /^throws-while-loading threw[^]*not today[^]*throws-while-loading\.mjs:1:7/],
  ['exits-while-loading', /^exits-while-loading called process\.exit\(0\)[^]*exits-while-loading\.mjs:1:9/],
  ['waits-while-loading', /^waits-while-loading waits[^]*can never happen/],
  ['is-no-adapter', /^is-no-adapter does not say how to make a loop/],
  ['makes-no-loop', /newEventLoop\(\) answered[^]*no callSoon/],
])('refuses a candidate: %s', async (name, message) => {
  expect(await refusal(startSupervisor(), name)).toMatch(message)
})

it('refuses a candidate that spins while it is loaded, within the deadline', async () => {
  const supervisor = new Supervisor({ jobs: 2, timeoutMs: 1000, loadTimeoutMs: 300 })
  const message = await refusal(supervisor, 'spins-while-loading')
  expect(message).toMatch(/not loaded within 300 ms[^]*spins-while-loading\.mjs:1:\d+/)
})

it('answers what the adapter says of itself', async () => {
  const supervisor = startSupervisor()
  expect(await loadHostile(supervisor, 'spins')).toEqual({ name: 'spins' })
  await supervisor.close()
})

it('settles every check even when the candidate cannot be loaded again', async () => {
  const lock = path.join(os.tmpdir(), `loop-conformance-lock-${String(process.pid)}`)
  process.env.LOOP_CONFORMANCE_LOCK = lock
  const supervisor = startSupervisor()
  try {
    await loadHostile(supervisor, 'loads-only-once')
    const schedule = newSchedule()
    await supervisor.run(schedule)
    const outcomes = [...outcomesOf(schedule).values()]
    expect(outcomes.map((outcome) => outcome.status)).toEqual([
      'pass',
      'pass',
      ...Array<string>(4).fill('crash'),
    ])
    expect(outcomes[5]?.message).toMatch(/^Not run: [^]*somebody holds the lock/)
  } finally {
    await supervisor.close()
    rmSync(lock, { force: true })
  }
})
