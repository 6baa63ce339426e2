import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { Workshop } from '../../self-test/workshop.ts'
import { classNameOf, loopFile } from './init-template.ts'

const root = path.resolve(import.meta.dirname, '../../..')
const workshop = new Workshop()
const at = (...parts: string[]): string => path.join(workshop.folder, ...parts)
const read = (...parts: string[]): string => readFileSync(at(...parts), 'utf8')

beforeAll(() => {
  // As `npm install` would have it, which needs a network: .ci/run does that with the packed package.
  mkdirSync(at('node_modules'))
  symlinkSync(root, at('node_modules', 'loop-conformance'))
  symlinkSync(path.join(root, 'node_modules', '@types'), at('node_modules', '@types'))
})
afterAll(() => workshop.remove())

describe('init', () => {
  it('writes a project that type-checks, passes its first run and has a workflow', async () => {
    const { code, out, err } = await workshop.run(['init', 'my-loop'])
    expect(err).toBe('')
    expect(out).toMatch(/src\/loop\.ts[^]*Next:\n {2}cd my-loop\n {2}npm install/)
    expect(code).toBe(0)
    const compiler = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc')
    const types = spawnSync(process.execPath, [compiler], { cwd: at('my-loop'), encoding: 'utf8' })
    expect(types.stdout).toBe('')
    expect(types.status).toBe(0)
    const { name, scripts } = JSON.parse(read('my-loop', 'package.json')) as {
      name: string
      scripts: Record<string, string>
    }
    expect(name).toBe('my-loop')
    const [command, candidate = ''] = scripts.test?.split(' ') ?? []
    expect(command).toBe('loop-conformance')
    const bin = path.join(root, 'bin', 'loop-conformance.js')
    const report = execFileSync(process.execPath, [bin, candidate], { cwd: at('my-loop'), encoding: 'utf8' })
    expect(report).toMatch(/my-loop · core, host, base-hooks[^]*✓ conforms {2}every MUST is kept/)
  })

  it('judges the loop in its workflow, by the action of the package', () => {
    const workflow = parse(read('my-loop', '.github', 'workflows', 'conformance.yml')) as {
      jobs: { conformance: { steps: { uses?: string; with?: Record<string, string> }[] } }
    }
    const last = workflow.jobs.conformance.steps.at(-1)
    expect(last?.uses).toBe('./node_modules/loop-conformance')
    expect(last?.with).toEqual({ candidate: './src/adapter.ts' })
  })

  it('overwrites files only with --force, and says so', async () => {
    workshop.write({ 'full/package.json': '{ "name": "mine" }', 'full/notes.txt': 'mine' })
    const refused = await workshop.run(['init', 'full'])
    expect(refused.err).toMatch(/Nothing was written[^]*Found: +package\.json\n[^]*--force/)
    expect(refused.code).toBe(2)
    expect(read('full', 'package.json')).toBe('{ "name": "mine" }')
    expect(() => read('full', 'src', 'loop.ts')).toThrow('ENOENT')
    const forced = await workshop.run(['init', 'full', '--force', '--name', '@mine/spin'])
    expect(forced.out).toMatch(/package\.json {2}\(overwritten\)\n/)
    expect(forced.out.match(/overwritten/g)).toHaveLength(1)
    expect(read('full', 'src', 'adapter.ts')).toContain("name: '@mine/spin'")
    expect(read('full', 'src', 'loop.ts')).toContain('class SpinLoop')
    expect(read('full', 'notes.txt')).toBe('mine')
  })

  it('uses the given folder, and makes a valid package name of its name', async () => {
    mkdirSync(at('My new loop!'))
    const { code, out } = await workshop.run(['init', './My new loop!'])
    expect(code).toBe(0)
    expect(out).toMatch(/^Created my-new-loop in \.\/My new loop!:$/m)
  })

  it.each([
    [['init', 'bad', '--name', 'No Name'], /'No Name' is not a valid package name[^]*--name my-loop/],
    [['init', 'my-loop/package.json'], /cannot be written/],
    [['init', 'bad', '--frce'], /Did you mean --force\?/],
  ])('is given %j', async (args, says) => {
    const { code, err } = await workshop.run(args)
    expect(err).toMatch(says)
    expect(code).toBe(2)
  })
})

it('begins with the loop of examples/minimal', () => {
  const example = readFileSync(path.join(root, 'examples', 'minimal', 'index.ts'), 'utf8')
  const [, loop] = /^[^]*?(\/\*\*[^]*?\n\}\n)/.exec(example) ?? []
  expect(loop).toContain('class MinimalLoop')
  expect(loopFile('MinimalLoop')).toContain(loop)
})

it.each([
  ['my-loop', 'MyLoop'],
  ['tokio', 'TokioLoop'],
  ['eventloop', 'EventLoop'],
  ['@scope/a_b.c', 'ABCLoop'],
  ['3d', 'The3dLoop'],
])('names the class of %s %s', (name, className) => {
  expect(classNameOf(name)).toBe(className)
})
