/** What the machine lacks is skipped, or ends with 2 and a sentence. It never has the exit code of a loop that does not conform. */
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { hasPython } from '../self-test/python/has-python.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const bin = path.join(root, 'bin/loop-conformance.js')
const nodeLoop = path.join(root, 'conformance/self-test/candidates/node-event-loop.mjs')
const broken = path.join(root, 'examples/broken')
const folder = mkdtempSync(path.join(os.tmpdir(), 'environment-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

interface Ended {
  readonly code: number | null
  readonly text: string
}

function run(args: readonly string[], env: NodeJS.ProcessEnv = {}): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    encoding: 'utf8',
    cwd: root,
    env: { ...process.env, NO_COLOR: '1', ...env },
  })
  return { code: status, text: stdout + stderr }
}

/** `$0` in the script is the command. */
function shell(script: string): Ended {
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script, `${process.execPath} ${bin}`], {
    encoding: 'utf8',
    cwd: root,
  })
  return { code: status, text: stdout + stderr }
}

const canUnshare = spawnSync('unshare', ['-rn', 'true']).status === 0

describe('the output', () => {
  it('is closed early', () => {
    expect(shell(`$0 ${broken} --grep lifecycle. 2>&1 | head -1; exit "\${PIPESTATUS[0]}"`).code).toBe(1)
  })

  it.skipIf(process.platform !== 'linux')('is full', () => {
    const { code, text } = shell(`$0 ${broken} --grep lifecycle. > /dev/full`)
    expect(text).toMatch(/could not be written to the standard output: ENOSPC/)
    expect(code).toBe(2)
  })
})

it.each([30, 60])('has only %i descriptors', (descriptors) => {
  const { code, text } = shell(`ulimit -n ${String(descriptors)} && $0 ${nodeLoop}`)
  expect(text).toMatch(/on this machine|This machine lacks/)
  expect(code).toBe(2)
})

it('has no folder for temporary files', () => {
  const { code, text } = run(['./examples/minimal', '--grep', 'lifecycle.'], { TMPDIR: '/nowhere' })
  expect(text).toMatch(/This machine lacks[^]*TMPDIR names it/)
  expect(code).toBe(2)
})

it.skipIf(!canUnshare)('has no space in the folder for temporary files', () => {
  // In a file system of its own, which is gone when the process ends.
  const fill = 'mount -t tmpfs -o size=16k full /mnt; head -c 99999 /dev/zero > /mnt/full; exec "$0" "$@"'
  const { status, stderr } = spawnSync(
    'unshare',
    ['-rm', 'sh', '-c', fill, process.execPath, bin, './examples/minimal'],
    { encoding: 'utf8', cwd: root, env: { ...process.env, TMPDIR: '/mnt' } },
  )
  expect(stderr).toMatch(/This machine lacks[^]*no space left[^]*TMPDIR names it/)
  expect(status).toBe(2)
})

it.skipIf(!canUnshare)('has no loopback', () => {
  const { status, stdout } = spawnSync(
    'unshare',
    ['-rn', process.execPath, bin, nodeLoop, '--profile', 'net-real'],
    {
      encoding: 'utf8',
    },
  )
  expect(stdout).toMatch(/Not run: this machine has no server to talk to/)
  expect(status).toBe(0)
})

it.skipIf(!hasPython)('has a server that takes long to start', () => {
  const slow = path.join(folder, 'python3')
  writeFileSync(slow, `#!/bin/sh\nsleep 1.5\nPATH=\${PATH#*:} exec python3 "$@"\n`)
  chmodSync(slow, 0o755)
  const found = run([nodeLoop, '--grep', 'transports.talks-to-a-real-server', '--timeout', '500'], {
    PATH: `${folder}:${process.env.PATH ?? ''}`,
  })
  expect(found.text).toMatch(/MUST +\d+ passed/)
  expect(found.code).toBe(0)
})

describe.skipIf(!hasPython)('a loop in Python', () => {
  it('runs in an interpreter in development mode', () => {
    const env = { PYTHONDEVMODE: '1', PYTHONWARNINGS: 'error' }
    expect(run(['python:asyncio', '--grep', 'scheduling.debug-mode'], env).code).toBe(0)
  })

  it('has no mkfifo', () => {
    const commands = mkdtempSync(path.join(folder, 'bin-'))
    symlinkSync(process.execPath, path.join(commands, 'node'))
    const { code, text } = run(['python:asyncio', '--grep', 'lifecycle.'], { PATH: commands })
    expect(text).toMatch(/no mkfifo in PATH/)
    expect(code).toBe(2)
  })

  it('has no folder for its pipes', () => {
    const { code, text } = run(['python:asyncio', '--grep', 'lifecycle.'], { TMPDIR: '/nowhere' })
    expect(text).toMatch(/This machine lacks/)
    expect(code).toBe(2)
  })
})

it('reads a report that an editor has put a mark in front of', () => {
  const file = path.join(folder, 'report.json')
  run(['./examples/minimal', '--grep', 'handles.', '--reporter', `json=${file}`])
  writeFileSync(file, `\uFEFF${readFileSync(file, 'utf8')}`)
  expect(run(['diff', file, file]).code).toBe(0)
})
