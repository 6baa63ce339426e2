/** The recipes of docs/continuous-integration.md for which there is no action: their scripts are run as they are printed. */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { hasPython } from '../conformance/self-test/python/has-python.ts'
import { installPackage } from '../conformance/self-test/python/installed-package.ts'
import { Workshop } from '../conformance/self-test/workshop.ts'

const page = readFileSync(path.resolve(import.meta.dirname, '../docs/continuous-integration.md'), 'utf8')
const blocks = [...page.matchAll(/^```\w+\n([\s\S]*?)^```/gm)].map(([, text = '']) => text)
const blockWith = (text: string): string => blocks.find((block) => block.includes(text)) ?? ''

const workshop = new Workshop()
afterAll(() => workshop.remove())
const at = (...parts: string[]): string => path.join(workshop.folder, ...parts)

interface GitLabJob {
  readonly script: readonly string[]
  readonly artifacts: { readonly paths: readonly string[]; readonly reports: { readonly junit: string } }
}

describe.skipIf(!hasPython)('the job of GitLab', () => {
  it('writes what it uploads, and fails with the loop', () => {
    const job = Object.values(parse(blockWith('reports:\n      junit')) as Record<string, GitLabJob>)[0]
    workshop.write({
      'my_loop.py':
        'import asyncio\n\nclass MyLoop(asyncio.SelectorEventLoop):\n    def call_at(self, *args, **more):\n        raise ValueError("no")\n',
    })
    // A part of the checks will do.
    const script = (job?.script ?? []).map((line) => line.replace('MyLoop', 'MyLoop --grep cancelled-timer'))
    const env = { ...process.env, PATH: installPackage(workshop.folder) }
    const { status, stderr } = spawnSync('bash', ['-eo', 'pipefail', '-c', script.join('\n')], {
      cwd: workshop.folder,
      env,
      encoding: 'utf8',
    })
    expect(status, stderr).toBe(1)
    expect(readFileSync(at(job?.artifacts.reports.junit ?? ''), 'utf8')).toContain('<failure ')
    expect(job?.artifacts.paths.map((file) => existsSync(at(file)))).toEqual([true])
  })
})

describe('the badge that is published', () => {
  it('is alone in a branch of its own, again and again', () => {
    const script = blockWith('--orphan badges')
    const git = (...args: string[]): string =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], {
        cwd: at('work'),
        encoding: 'utf8',
      })
    mkdirSync(at('temp'))
    execFileSync('git', ['init', '--quiet', '--bare', at('origin.git')])
    for (const words of ['conforms', 'does not conform']) {
      execFileSync('rm', ['-rf', at('work')])
      execFileSync('git', ['clone', '--quiet', at('origin.git'), at('work')], { stdio: 'ignore' })
      mkdirSync(at('work', 'loop-conformance'))
      for (const file of ['badge.svg', 'badge.json', 'report.json'])
        writeFileSync(at('work', 'loop-conformance', file), words)
      writeFileSync(at('work', 'code.py'), '')
      writeFileSync(at('work', '.gitignore'), '*.svg\n')
      git('add', '.')
      git('commit', '--quiet', '--message', 'code')
      const env = { ...process.env, RUNNER_TEMP: at('temp') }
      const { status, stderr } = spawnSync('bash', ['-eo', 'pipefail', '-c', script], {
        cwd: at('work'),
        env,
        encoding: 'utf8',
      })
      expect(status, stderr).toBe(0)
      expect(git('ls-tree', '--name-only', 'origin/badges').trim().split('\n')).toEqual([
        'badge.json',
        'badge.svg',
      ])
      expect(git('show', 'origin/badges:badge.svg')).toBe(words)
    }
  })
})
