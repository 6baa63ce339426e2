/**
 * Runs the steps of the two actions as GitHub would run them: each script by bash with its flags, with what the expressions give
 * and with the files that GitHub names in the environment. Steps that use another action cannot be run here: of the upload
 * it is only seen that it would find what the scripts have written.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { hasPython } from '../conformance/self-test/python/has-python.ts'
import { installPackage } from '../conformance/self-test/python/installed-package.ts'
import { loopModule, reversed, Workshop } from '../conformance/self-test/workshop.ts'
import { suiteVersion } from '../conformance/version.ts'

interface Step {
  name: string
  id?: string
  shell?: string
  run?: string
  uses?: string
  env?: Record<string, string>
  with?: Record<string, string>
  'working-directory'?: string
}

interface Action {
  inputs: Record<string, { default?: string; required?: boolean }>
  outputs: Record<string, { value: string }>
  runs: { using: string; steps: Step[] }
}

const root = path.resolve(import.meta.dirname, '..')
const actionIn = (file: string): Action => parse(readFileSync(path.join(root, file), 'utf8')) as Action
const action = actionIn('action.yml')
const ofPython = actionIn('python-action/action.yml')
const workshop = new Workshop()

interface Outcome {
  readonly code: number
  readonly log: string
  readonly outputs: Record<string, string>
  readonly summary: string
  /** What the upload is given. */
  readonly upload: Record<string, string>
}

interface Place {
  readonly of?: Action
  /** The row of the matrix, and how many rows there are. */
  readonly row?: readonly [index: number, total: number]
  readonly path?: string
}

/** Runs the steps one after the other, until one fails. */
function perform(
  name: string,
  given: Record<string, string>,
  { of = action, row: [index, total] = [0, 1], path: search }: Place = {},
): Outcome {
  const inputs = Object.fromEntries(
    Object.entries(of.inputs).map(([input, { default: usual = '' }]) => [input, given[input] ?? usual]),
  )
  const outputs: Record<string, string> = {}
  const resolve = (text: string): string =>
    text.replaceAll(/\$\{\{ (.*?) \}\}/g, (_all, expression: string) => {
      if (expression === 'strategy.job-index') return String(index)
      if (expression === 'strategy.job-total') return String(total)
      const [, input, step, output] =
        /^(?:inputs\.([\w-]+)|steps\.(\w+)\.outputs\.([\w-]+))$/.exec(expression) ?? []
      const value = input === undefined ? (outputs[`${step ?? ''}.${output ?? ''}`] ?? '') : inputs[input]
      if (value === undefined) throw new Error(`What is ${expression}?`)
      return value
    })
  const file = (part: string): string => path.join(workshop.folder, `${name}.${part}`)
  writeFileSync(file('summary'), '')
  let log = ''
  let code = 0
  let upload: Record<string, string> = {}
  for (const step of of.runs.steps) {
    if (step.uses?.startsWith('actions/upload-artifact') === true)
      upload = mapValues(step.with ?? {}, resolve)
    if (step.run === undefined || code !== 0) continue
    writeFileSync(file('output'), '')
    writeFileSync(file('script'), step.run)
    const env = {
      ...process.env,
      ...mapValues(step.env ?? {}, resolve),
      GITHUB_OUTPUT: file('output'),
      GITHUB_STEP_SUMMARY: file('summary'),
      GITHUB_WORKSPACE: workshop.folder,
      GITHUB_JOB: 'check',
      ...(search === undefined ? {} : { PATH: search }),
    }
    const flags = ['--noprofile', '--norc', '-eo', 'pipefail', file('script')]
    const cwd = path.resolve(workshop.folder, resolve(step['working-directory'] ?? '.'))
    const done = spawnSync('bash', flags, { cwd, env, encoding: 'utf8' })
    log += done.stdout + done.stderr
    code = done.status ?? -1
    for (const line of readFileSync(file('output'), 'utf8').split('\n')) {
      const [key = '', ...value] = line.split('=')
      if (key !== '') outputs[`${step.id ?? ''}.${key}`] = value.join('=')
    }
  }
  return {
    code,
    log,
    upload,
    outputs: mapValues(of.outputs, ({ value }) => resolve(value)),
    summary: readFileSync(file('summary'), 'utf8'),
  }
}

function mapValues<From, To>(record: Record<string, From>, to: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, to(value)]))
}

const at = (...parts: string[]): string => path.join(workshop.folder, ...parts)

beforeAll(() => {
  workshop.write({ 'good.ts': loopModule(), 'part/reversed.mjs': reversed })
  // As `npm ci` in the project would have installed it.
  mkdirSync(at('node_modules', '.bin'), { recursive: true })
  symlinkSync(root, at('node_modules', 'loop-conformance'))
  symlinkSync('../loop-conformance/bin/loop-conformance.js', at('node_modules', '.bin', 'loop-conformance'))
})
afterAll(() => workshop.remove())

it.each(['docs/continuous-integration.md'])('is named in %s as it will be found', (page) => {
  const text = readFileSync(path.join(root, page), 'utf8')
  const folders = [...text.matchAll(/uses: (\S+\/loop-conformance)$/gm)].map(([, folder = '']) => folder)
  expect(folders).toHaveLength(1)
  for (const folder of folders) expect(existsSync(at(folder, 'action.yml'))).toBe(true)
})

describe.each([
  ['the action', action],
  ['the action for Python', ofPython],
])('%s', (_name, { runs, inputs }) => {
  it('is a composite one, whose scripts hold nothing that is given from outside', () => {
    expect(runs.using).toBe('composite')
    const scripts = runs.steps.filter(({ run }) => run !== undefined)
    expect(scripts.length).toBeGreaterThan(2)
    for (const { run, shell } of scripts) {
      expect(shell).toBe('bash')
      expect(run).not.toContain('${{')
    }
  })

  it('uses this version if the package is not installed', () => {
    expect(inputs.version?.default).toBe(suiteVersion)
  })
})

describe('the action', () => {
  it('lets a loop that conforms pass, with report, summary and badge', () => {
    const { code, log, outputs, summary, upload } = perform('good', { candidate: './good.ts' })
    expect(code, log).toBe(0)
    expect(outputs).toEqual({
      'exit-code': '0',
      report: 'loop-conformance/report.json',
      badge: 'loop-conformance/badge.svg',
      artifact: 'loop-conformance-check-good.ts',
    })
    expect(log).toMatch(/^::notice title=loop-conformance::Loop: conforms/m)
    expect(summary).toMatch(/^## ✓ Loop conforms/m)
    expect(readFileSync(at('loop-conformance', 'badge.svg'), 'utf8')).toContain('conforms (core)')
    expect(upload).toMatchObject({ name: 'loop-conformance-check-good.ts', path: './loop-conformance' })
    for (const file of ['report.json', 'report.html', 'badge.svg', 'badge.json'])
      expect(existsSync(at(upload.path ?? '', file))).toBe(true)
  })

  it('fails for one that does not, annotates its line, and uploads all the same', () => {
    const given = { candidate: './reversed.mjs', 'working-directory': 'part', output: 'out' }
    const { code, log, outputs, summary, upload } = perform('reversed', given)
    expect(code, log).toBe(1)
    expect(outputs).toMatchObject({ 'exit-code': '1', badge: 'out/badge.svg' })
    expect(log).toMatch(/^::error .*title=scheduling\.callbacks-run-in-order \(MUST\)::/m)
    expect(summary).toMatch(/^## ✗ Loop does not conform/m)
    expect(readFileSync(at('part', 'out', 'badge.svg'), 'utf8')).toContain('does not conform')
    expect(existsSync(at(upload.path ?? '', 'report.json'))).toBe(true)
    expect(upload.path).toBe('part/out')
  })

  it('takes further options, and draws no badge of a part', () => {
    const given = {
      candidate: './good.ts',
      output: 'partial',
      arguments: '--grep=cancelled before the run\n\n  --bail --seed 7  \n',
    }
    const { code, log, outputs } = perform('partial', given)
    expect(code, log).toBe(0)
    expect(log).toContain('is partial, because')
    expect(outputs).toMatchObject({ 'exit-code': '0', report: 'partial/report.json', badge: '' })
    expect(JSON.parse(readFileSync(at('partial', 'report.json'), 'utf8'))).toMatchObject({
      seed: 7,
      partial: true,
    })
  })

  it('runs nothing that a name of a candidate says', () => {
    const { code, log, outputs } = perform('hostile', {
      candidate: '$(touch hacked)"; touch hacked; "',
      output: 'none',
    })
    expect(code, log).toBe(2)
    expect(log).toMatch(/There is no candidate/)
    expect(outputs).toMatchObject({ 'exit-code': '2', report: '', badge: '' })
    expect(outputs.artifact).toMatch(/^[\w.-]+$/)
    expect(existsSync(at('hacked'))).toBe(false)
  })

  it('takes no candidate for an option', () => {
    const { code, log } = perform('option', { candidate: '--version', output: 'none' })
    expect(code, log).toBe(2)
    expect(log).toMatch(/There is no candidate \.\/--version/)
  })
})

describe('the artifacts of one run', () => {
  const names = new Set<string>()
  const named = (candidate: string, artifact: string, row: Place['row']): string => {
    const script = action.runs.steps.find(({ id }) => id === 'name')
    const only = { ...action, runs: { ...action.runs, steps: script === undefined ? [] : [script] } }
    const { outputs } = perform('named', { candidate, artifact }, { of: only, row: row ?? [0, 1] })
    return outputs.artifact ?? ''
  }

  it('have different names for each row of a matrix and each candidate', () => {
    for (const candidate of ['./src/loop.ts', './src/other.ts', 'python:uvloop:new_event_loop'])
      for (const index of [0, 1]) names.add(named(candidate, 'auto', [index, 2]))
    expect([...names].sort()).toEqual([
      'loop-conformance-check-0-python-uvloop-new_event_loop',
      'loop-conformance-check-0-src-loop.ts',
      'loop-conformance-check-0-src-other.ts',
      'loop-conformance-check-1-python-uvloop-new_event_loop',
      'loop-conformance-check-1-src-loop.ts',
      'loop-conformance-check-1-src-other.ts',
    ])
  })

  it('have the name that is given', () => {
    expect(named('./src/loop.ts', 'my reports', [1, 2])).toBe('my reports')
  })
})

describe.skipIf(!hasPython)('the action for Python', () => {
  it('judges a loop, annotates its lines in Python, and names the command of pip', () => {
    const raises = 'import asyncio\n\nclass Loop(asyncio.SelectorEventLoop):\n'
    workshop.write({
      'raises.py': `${raises}    def call_at(self, *args, **more):\n        raise ValueError('no')\n`,
    })
    const given = { candidate: './raises.py:Loop', arguments: '--grep cancelled-timer-never-runs --seed 1' }
    const { code, log, outputs, summary } = perform('python', given, {
      of: ofPython,
      path: installPackage(workshop.folder),
    })
    expect(code, log).toBe(1)
    expect(log).toMatch(/^::error file=raises\.py,line=5,.*title=[\w.-]+ \(MUST\)::/m)
    expect(log).toMatch(/rerun +python.* -m loop_conformance \.\/raises\.py:Loop --grep/)
    expect(`${log}${summary}`).not.toContain('npx')
    expect(summary).toMatch(/^## ✗ .* does not conform/m)
    expect(outputs).toMatchObject({ 'exit-code': '1', artifact: 'loop-conformance-check-raises.py-Loop' })
  })
})
