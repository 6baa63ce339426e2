import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { connectPython } from '../../bridge/index.ts'
import { resolveCandidate, type FoundProgram } from '../../harness/index.ts'
import { findInPython } from '../../programs/find-in-python.ts'
import { hasPython } from '../python/has-python.ts'

// The paths begin at the root of the repository, where tests run.
const forgetful = path.resolve('conformance/self-test/python/forgetful_loop.py')

async function findIn(module: string, programs: number): Promise<FoundProgram | null> {
  const adapter = await connectPython({ way: 'python', module, callable: '', interpreter: 'python3' })
  const candidate = resolveCandidate(adapter)
  return findInPython({ candidate, now: () => performance.now(), seed: 4711, programs })
}

it.skipIf(!hasPython)('programs do on asyncio what they do on asyncio', async () => {
  expect(await findIn('asyncio', 300)).toBeNull()
})

it.skipIf(!hasPython)(
  'programs find a loop in Python that forgets a context, and a file shows it',
  async () => {
    const found = await findIn(forgetful, 300)
    expect(found?.program.statements).toContain('def main():')
    const folder = mkdtempSync(path.join(os.tmpdir(), 'program-'))
    try {
      const file = path.join(folder, 'program.py')
      writeFileSync(file, found?.program.text ?? '')
      const env = { ...process.env, PYTHONPATH: path.dirname(forgetful) }
      const run = (loop: string): string =>
        spawnSync('python3', [file, loop], { env, encoding: 'utf8' }).stdout
      expect(run('forgetful_loop')).toContain(
        `! ${found?.actual ?? ''}, on asyncio: ${found?.expected ?? ''}`,
      )
      expect(run('asyncio')).toMatch(/^ {2}(?!.*^!)/ms)
    } finally {
      rmSync(folder, { recursive: true })
    }
  },
)
