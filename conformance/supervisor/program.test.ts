/** A program that uses the supervisor has its standard output for itself, and nothing outlives it. */
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { hostilePath, runHostile } from '../self-test/hostile/run-hostile.ts'

it('keeps what the candidate writes out of standard output', () => {
  const program = spawnSync(process.execPath, [hostilePath('program'), 'writes-to-stdout', '60000'], {
    encoding: 'utf8',
  })
  expect(program.stdout).toBe('pass pass pass pass pass pass\n')
  expect(program.stderr).toContain('noise from a descriptor')
  expect(program.stderr).toContain('noise from the console')
})

/** The processes of units whose parent is this program. */
function unitsOf(pid: number): number[] {
  const rows = execFileSync('ps', ['-e', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n')
  return rows.flatMap((row) => {
    const [child, parent] = row.trim().split(/\s+/).map(Number)
    return child !== undefined && parent === pid ? [child] : []
  })
}

function isAlive(pid: number): boolean {
  const states = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim()
  return states !== '' && !states.startsWith('Z')
}

it.each(['SIGKILL', 'SIGTERM'] as const)(
  'leaves nothing behind when the program ends by %s',
  async (signal) => {
    const program = spawn(process.execPath, [hostilePath('program'), 'spins', '0'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    await once(program.stderr, 'data')
    const units = unitsOf(program.pid ?? 0)
    expect(units).toHaveLength(1)
    expect(units.every(isAlive)).toBe(true)
    program.kill(signal)
    await once(program, 'exit')
    for (let waited = 0; units.some(isAlive) && waited < 20_000; waited += 50) await sleep(50)
    expect(units.filter(isAlive)).toEqual([])
  },
)

it('ends a run that is stopped with what is settled', async () => {
  const stop = new AbortController()
  let settled = 0
  const { outcomes, findings } = await runHostile('spins', {
    timeoutMs: 0,
    signal: stop.signal,
    onSettled: () => {
      if (++settled === 2) setTimeout(() => stop.abort('Interrupted'), 100)
    },
  })
  expect([...outcomes.keys()]).toEqual(['one', 'two'])
  expect(findings).toEqual(['Interrupted: 2 of 6 checks were done.'])
})
