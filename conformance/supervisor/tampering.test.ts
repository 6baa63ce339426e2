/** A loop that breaks a clause never passes its checks, whatever it replaces, adds or writes so that nobody finds out. */
import { afterEach, describe, expect, it } from 'vitest'
import { CandidateError } from '../../dist/conformance/harness/index.js'
import { runHostile, type HostileRun } from '../self-test/hostile/run-hostile.ts'

const { ways } = (await import(new URL('../self-test/hostile/ways.mjs', import.meta.url).href)) as {
  ways: Record<string, () => void>
}
const broken = ['one', 'two', 'three', 'four']

afterEach(() => {
  delete process.env.LOOP_CONFORMANCE_TAMPERS
})

/** Null if the candidate is refused. */
async function run(when: string, way: string): Promise<HostileRun | null> {
  process.env.LOOP_CONFORMANCE_TAMPERS = `${when}: ${way}`
  try {
    return await runHostile('tampers', { timeoutMs: 1000 })
  } catch (error) {
    expect(error).toBeInstanceOf(CandidateError)
    return null
  }
}

async function expectNoPass(when: string, way: string): Promise<void> {
  const judged = await run(when, way)
  if (judged === null) return
  const statuses = broken.map((situation) => judged.outcomes.get(situation)?.status)
  expect(statuses.filter((status) => !['fail', 'crash', 'hang'].includes(String(status)))).toEqual([])
}

describe('while it is loaded', () => {
  it.each(Object.keys(ways))('%s', (way) => expectNoPass('while it is loaded', way))
})

describe('in a run', () => {
  // A test takes a process. What is replaced in a run is found in one way for all of the language.
  const some = Object.keys(ways).filter((_way, index) => index % 4 === 0)
  it.each([...some, 'the kit that it imports'])('%s', (way) => expectNoPass('in a run', way))
})

it('says what was replaced while the candidate was loaded', async () => {
  const judged = await run('while it is loaded', 'Array.prototype.push')
  expect(judged?.findings).toEqual([
    'The candidate replaces Array.prototype.push. The checks run with the originals.',
  ])
  expect(judged?.outcomes.get('one')?.message).toBe('"second" came before "first".')
})

it('says what was replaced while a check ran', async () => {
  const judged = await run('in a run', 'Map.prototype.set')
  expect(judged?.outcomes.get('one')).toMatchObject({
    status: 'crash',
    message: 'The candidate replaced Map.prototype.set while the check ran.',
  })
})
