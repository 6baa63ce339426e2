/** A hostile candidate costs only the check in which it does its deed, with the right status, and the run goes on. */
import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { runHostile } from '../self-test/hostile/run-hostile.ts'

const others = ['one', 'two', 'after 100 ms of waiting', 'three', 'four']
const deed = 'the hostile one'

const tracelessDeaths = new Set(['aborts', 'kills-itself'])

interface Expected {
  readonly status: 'hang' | 'crash'
  readonly message: RegExp
  readonly at?: RegExp
  readonly timeoutMs?: number
}

/** A deadline is short if it has to pass, and long if the status does not come from it. */
const cases: Record<string, Expected> = {
  spins: { status: 'hang', message: /in spinForEver/, at: /spins\.mjs:4:\d+$/, timeoutMs: 300 },
  'spins-in-microtasks': { status: 'hang', message: /in hop/, at: /microtasks\.mjs:4:\d+$/, timeoutMs: 300 },
  'spins-in-promises': { status: 'hang', message: /kept the thread for itself/, timeoutMs: 300 },
  'blocks-in-atomics': {
    status: 'hang',
    message: /in waitForEver/,
    at: /atomics\.mjs:4:\d+$/,
    timeoutMs: 300,
  },
  'blocks-in-a-child': { status: 'hang', message: /kept the thread for itself/, timeoutMs: 300 },
  'never-settles': { status: 'hang', message: /Timed out/ },
  'never-settles-awake': { status: 'hang', message: /Timed out/, timeoutMs: 300 },
  exits: { status: 'crash', message: /called process\.exit\(3\)/, at: /\/exits\.mjs:3:\d+$/ },
  'really-exits': { status: 'crash', message: /exit code 4/ },
  aborts: { status: 'crash', message: /called process\.abort\(\)/, at: /aborts\.mjs:3:\d+$/ },
  'kills-itself': { status: 'crash', message: /SIGKILL/ },
  'fills-the-heap': { status: 'crash', message: /ran out of memory|SIGABRT/ },
  'fills-buffers': { status: 'crash', message: /ran out of memory/ },
  rejects: { status: 'crash', message: /nobody listens/, at: /rejects\.mjs:4:\d+$/ },
  'throws-from-a-microtask': { status: 'crash', message: /nobody catches/, at: /microtask\.mjs:5:\d+$/ },
}

// Where a candidate is stuck is looked for during two seconds. That may be too short for a busy machine, so a test has three attempts.
describe('a candidate with one deed pays with one check', { retry: 2 }, () => {
  it.each(Object.entries(cases))('%s', async (name, { status, message, at, timeoutMs }) => {
    const { outcomes, findings } = await runHostile(name, timeoutMs === undefined ? {} : { timeoutMs })
    const paid = outcomes.get(deed)
    expect(paid).toMatchObject({ status, hint: 'Look at the deed.' })
    expect(paid?.message).toMatch(message)
    // A candidate that ends the whole process at once ends the guard too, which has the trace.
    if (!tracelessDeaths.has(name)) expect(paid?.trace).toMatchObject([{ label: 'before' }])
    if (at !== undefined) expect(paid?.at).toMatch(at)
    expect(others.map((situation) => outcomes.get(situation)?.status)).toEqual(others.map(() => 'pass'))
    expect(findings).toEqual([])
  })
})

it.each(['throws-revoked-proxies', 'throws-what-cannot-be-read'])(
  'judges what cannot be read: %s',
  async (name) => {
    const { outcomes } = await runHostile(name, { timeoutMs: 1000 })
    expect(outcomes.size).toBe(6)
    const runs = others.filter((situation) => !situation.startsWith('after'))
    expect(runs.map((situation) => outcomes.get(situation)?.status)).not.toContain('pass')
  },
)

it('knows at once that a check can never end when nothing is pending', async () => {
  const { outcomes } = await runHostile('never-settles')
  expect(outcomes.get(deed)?.actual).toMatch(/the process is idle/)
  expect(outcomes.get(deed)?.durationMs).toBeLessThan(30_000)
})

it.each([
  ['throws-late', /After the check ".*the hostile one" had ended, .*much too late.*throws-late\.mjs:6:\d+/],
  [
    'exits-late',
    /After the check ".*the hostile one" had ended, .*process\.exit\(5\).*exits-late\.mjs:4:\d+/,
  ],
  [
    'warns',
    /In the check ".*the hostile one" the process warned: TimeoutOverflowWarning: Infinity does not fit/,
  ],
])('reports as a finding what comes beside the check: %s', async (name, finding) => {
  const { outcomes, findings } = await runHostile(name)
  expect([...outcomes.values()].map((outcome) => outcome.status)).toEqual(Array(6).fill('pass'))
  expect(findings).toHaveLength(1)
  expect(findings[0]).toMatch(finding)
})

it('ends with the check what the candidate has started', async () => {
  // No other process on this machine sleeps for this time, not even the same test in another folder.
  const nap = `31.${String(process.pid)}`
  process.env.LOOP_CONFORMANCE_NAP = nap
  const { outcomes } = await runHostile('blocks-in-a-child', { timeoutMs: 300 })
  expect(outcomes.get(deed)?.status).toBe('hang')
  expect(execFileSync('ps', ['-e', '-o', 'args'], { encoding: 'utf8' })).not.toContain(`sleep ${nap}\n`)
})

it('settles every check once with several processes', async () => {
  const { outcomes } = await runHostile('exits', { jobs: 3 })
  expect(outcomes.get(deed)?.status).toBe('crash')
  expect(others.map((situation) => outcomes.get(situation)?.status)).toEqual(others.map(() => 'pass'))
})
