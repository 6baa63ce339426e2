/** The examples of the guides for Python are judged, where their packages are installed, and the list of methods is what the kit calls. */
import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { hasPython } from '../conformance/self-test/python/has-python.ts'

const has = (module: string): boolean =>
  hasPython && spawnSync('python3', ['-c', `import ${module}`]).status === 0

function judge(entry: string, grep: string, env: Record<string, string> = {}): number | null {
  const args = ['bin/loop-conformance.js', `python:${entry}`, '--grep', grep]
  return spawnSync(process.execPath, args, { env: { ...process.env, ...env }, encoding: 'utf8' }).status
}

describe.each([
  { file: 'tk_loop.py', needs: 'tkinter', grep: 'scheduling.call' },
  { file: 'loop_in_trio.py', needs: 'trio_asyncio', grep: 'future.' },
  { file: 'advanced_clock.py', needs: 'asyncio', grep: 'timers.' },
  { file: 'own_task.py', needs: 'asyncio', grep: 'task.' },
])('examples/python/$file', ({ file, needs, grep }) => {
  const isThere = has(needs)
  it.skipIf(!isThere)(isThere ? `keeps ${grep}` : `is not judged: python3 has no ${needs}`, () => {
    expect(judge(`examples/python/${file}`, grep)).toBe(0)
  })
})

describe('the list of the methods that the kit calls', () => {
  const page = readFileSync(new URL('what-the-kit-calls.md', import.meta.url), 'utf8')
  const notes = path.join(os.tmpdir(), `notes-calls-${String(process.pid)}`)
  afterAll(() => rmSync(notes, { force: true }))
  const listed = names(page.slice(page.indexOf('<!-- methods -->')).split('\n\n')[1] ?? '')
  const always = names(
    page
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .slice(0, 4)
      .join('\n'),
  )

  it('is what the stand-in of a loop can ask', () => {
    const source = readFileSync(new URL('../conformance/bridge/loop-stand-ins.ts', import.meta.url), 'utf8')
    const loop = source.slice(source.indexOf('class PythonLoop'), source.indexOf('class PythonTransport'))
    const asked = [...loop.matchAll(/(?:ask|startRun)\('(\w+)'/g)].map(([, name = '']) => name)
    expect(listed).toEqual(new Set(asked.filter((name) => !name.startsWith('__'))))
  })

  it.skipIf(!hasPython)('has those that every check needs, and no other is called', () => {
    const entry = 'conformance/self-test/python/notes_calls.py'
    expect(judge(entry, 'scheduling.callbacks-run-in-order', { NOTES_CALLS: notes })).toBe(0)
    const called = new Set(readFileSync(notes, 'utf8').trim().split('\n'))
    expect([...always].filter((name) => !called.has(name))).toEqual([])
    expect([...called].filter((name) => !listed.has(name))).toEqual([])
  })
})

/** The names in backticks. */
function names(text: string): Set<string> {
  return new Set(
    [...text.matchAll(/`([a-z_]+)`/g)].map(([, name = '']) => name).filter((name) => name !== 'net'),
  )
}
