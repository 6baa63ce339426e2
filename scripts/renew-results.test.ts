/** What the weekly workflow runs, with a stand-in for `npm` and for `gh`. */
import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { Workshop } from '../conformance/self-test/workshop.ts'
import { readRecords } from './results/loop-record.ts'

const workshop = new Workshop()
afterAll(() => workshop.remove())
const at = (...parts: string[]): string => path.join(workshop.folder, ...parts)
const git = (...args: string[]): string =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], {
    cwd: at('work'),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })

/** Judging writes a file with the text; `gh` notes its arguments and the body of the change. */
function run(text: string, exitCode: number): { status: number | null; output: string } {
  const commands = {
    npm: `case "$*" in *results*) printf '%s' '${text}' > loops/x.json; printf 'a body' > "$7"; echo "$@" > "${at('npm')}"; exit ${String(exitCode)};; esac`,
    gh: `echo "$@" > "${at('gh')}"; cat "\${@: -1}" > "${at('body')}"`,
  }
  mkdirSync(at('bin'), { recursive: true })
  for (const [name, lines] of Object.entries(commands)) {
    writeFileSync(at('bin', name), `#!/usr/bin/env bash\n${lines}\n`)
    chmodSync(at('bin', name), 0o755)
  }
  const identity = {
    GIT_AUTHOR_NAME: 'a',
    GIT_AUTHOR_EMAIL: 'a@b',
    GIT_COMMITTER_NAME: 'a',
    GIT_COMMITTER_EMAIL: 'a@b',
  }
  const env = { ...process.env, ...identity, PATH: `${at('bin')}:${process.env.PATH ?? ''}` }
  const { status, stdout, stderr } = spawnSync('scripts/renew-results', ['--loop', 'x'], {
    cwd: at('work'),
    env,
    encoding: 'utf8',
  })
  return { status, output: stdout + stderr }
}

it('opens a change with what is different, and only then', () => {
  execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', at('origin.git')])
  execFileSync('git', ['clone', '--quiet', at('origin.git'), at('work')], { stdio: 'ignore' })
  mkdirSync(at('work', 'scripts'))
  mkdirSync(at('work', 'loops'))
  copyFileSync('scripts/renew-results', at('work', 'scripts', 'renew-results'))
  writeFileSync(at('work', 'loops', 'x.json'), 'old')
  git('add', '--all')
  git('commit', '--quiet', '--message', 'a')
  git('push', '--quiet', 'origin', 'HEAD:main')

  expect(run('old', 0)).toEqual({ status: 0, output: 'Nothing is different.\n' })
  expect(run('old', 1).status).toBe(1)

  const changed = run('new', 1)
  expect(changed.output).not.toContain('rror')
  expect(changed.status).toBe(0)
  expect(readFileSync(at('npm'), 'utf8')).toMatch(/--update --summary \S+ --loop x$/m)
  expect(readFileSync(at('gh'), 'utf8')).toMatch(/^pr create --head results-[\d-]+ --title/)
  expect(readFileSync(at('body'), 'utf8')).toBe('a body')
  expect(git('ls-remote', 'origin')).toMatch(/refs\/heads\/results-\d{4}-\d\d-\d\d/)

  writeFileSync(at('work', 'loops', 'mine.json'), '')
  expect(run('newer', 0)).toMatchObject({
    status: 2,
    output: expect.stringContaining('not committed') as string,
  })
})

describe('the workflow', () => {
  const { permissions, jobs } = parse(readFileSync('.github/workflows/results.yml', 'utf8')) as {
    permissions: Record<string, string>
    jobs: { renew: { steps: readonly { run?: string }[] } }
  }
  const commands = jobs.renew.steps.flatMap(({ run: lines = '' }) => lines.split('\n'))

  it('may open a change', () => {
    expect(permissions).toEqual({ contents: 'write', 'pull-requests': 'write' })
    expect(commands).toContain('scripts/renew-results')
  })

  it('first installs the system packages that the records name, because it is not root', () => {
    const install = 'sudo apt-get install -y --no-install-recommends '
    const at = commands.findIndex((command) => command.startsWith(install))
    const packages = commands[at]?.slice(install.length).split(' ')
    expect(packages).toEqual([...new Set(readRecords().flatMap(({ system = [] }) => system))].sort())
    expect(at).toBeLessThan(commands.indexOf('scripts/renew-results'))
  })
})
