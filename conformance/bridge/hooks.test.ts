/** What `loop-conformance hooks` finds, fed only with the table: overrides like those of loops that people use, and none in loops written right. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { hasPython } from '../self-test/python/has-python.ts'
import { holdHooks, type HooksReport } from './hooks.ts'
import { interpretersWith } from './interpreters.ts'
import { parsePythonTarget, type PythonTarget } from './python-target.ts'

const folder = 'conformance/self-test/python/hooks'
const { stdout } = spawnSync('python3', ['-c', 'import sys; print(sys.version_info[1])'], {
  encoding: 'utf8',
})
const minor = Number(stdout)

/** The first version that breaks, as far as this interpreter can still meet it. */
const from = (first: number): string => `3.${String(Math.max(first, minor))}`

function hold(candidate: string, interpreter?: string): HooksReport {
  return holdHooks(parsePythonTarget(`python:${candidate}`, interpreter) as PythonTarget, null)
}

/** `class.method since`, for each break. */
function broken({ overrides }: HooksReport): string[] {
  return overrides.flatMap((row) =>
    row.breaks.map(({ since, args }) => `${row.class}.${row.method} ${since}: ${args}`),
  )
}

/** The module has servers and futures as well, which are found for each of its loops. */
const beside = [`CountingServer._attach ${from(13)}: transport`, `Signal.cancel ${from(9)}: msg=`]

describe.skipIf(!hasPython)('finds', () => {
  it.each([
    [
      'ReadsLikeQasync',
      '_add_reader 3.15: fd, callback, *args, context=',
      '_add_writer 3.15: fd, callback, *args, context=',
    ],
    [
      'CopiesTheBase',
      '_make_socket_transport 3.15: sock, protocol, waiter, context=',
      '_make_socket_transport 3.15: sock, protocol, waiter=, extra=, server=, context=',
    ],
    ['Serves'],
    ['NamesTasks', 'create_task 3.14: coro, **kwargs'],
    ['WaitsForThreads', `shutdown_default_executor ${from(12)}: timeout`],
  ])('what breaks %s', (name, ...breaks) => {
    const report = hold(`${folder}/breaking.py:${name}`)
    expect(broken(report).sort()).toEqual([...breaks.map((one) => `${name}.${one}`), ...beside].sort())
  })

  it('what breaks a loop that forgets the context of a task, since asyncio.run() passes it', () => {
    const found = broken(hold(`${folder}/breaking.py:ForgetsTheContext`))
    expect(found).toContain(`ForgetsTheContext.create_task ${from(11)}: coro, context=`)
  })
})

describe.skipIf(!hasPython)('says nothing', () => {
  it.each(['TakesWhatComes', 'NamesTheContext', 'Decorated', 'Inherits', 'ReplacesAll'])(
    'of a loop that is written right: %s',
    (name) => {
      const report = hold(`${folder}/right.py:${name}`)
      expect(broken(report)).toEqual([])
      expect(report.bindsUpTo).toBe('3.15')
    },
  )

  it('certain of a wrapper, of what is compiled, and of a server that asyncio may never get', () => {
    const { overrides } = hold(`${folder}/right.py:Decorated`)
    const row = (method: string) => overrides.find((one) => one.method === method)
    expect(row('_make_socket_transport')?.unsure).not.toEqual([])
    expect(row('_attach')).toMatchObject({ breaks: [], unsure: [{ args: 'transport', since: from(13) }] })
    expect(row('_write_to_self')?.signature).toBeNull()
  })

  it("of asyncio's own loop, on every interpreter that there is", async () => {
    for (const { command } of await interpretersWith('asyncio'))
      expect(hold('asyncio', command)).toMatchObject({ overrides: [], notes: [], bindsUpTo: '3.15' })
  })
})

it.skipIf(!hasPython)('has the table that the sources of asyncio give', () => {
  const { stdout: said, status } = spawnSync('python3', ['scripts/hooks/extract.py', '--check'], {
    encoding: 'utf8',
  })
  console.log(said)
  expect(said).toMatch(/is up to date|^skipped/)
  expect(status).toBe(0)
})

it('has words for hooks of the table only', () => {
  const words = read('words') as Record<string, Record<string, unknown>>
  const { hooks } = read('hooks') as { hooks: { kind: string; name: string }[] }
  const known = hooks.map(({ kind, name }) => `${kind} ${name}`)
  const said = Object.entries(words).flatMap(([kind, of]) => Object.keys(of).map((name) => `${kind} ${name}`))
  expect(said.filter((one) => !known.includes(one))).toEqual([])
})

function read(name: string): unknown {
  return JSON.parse(readFileSync(`spec/hooks/${name}.json`, 'utf8'))
}
