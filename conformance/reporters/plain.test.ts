/** What a hostile candidate says is text, wherever a report is shown: no reporter and no command prints what a terminal or a runner obeys. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { specification, type Report } from '../../spec/index.ts'
import { plainText } from '../report/plain-text.ts'
import { hostileTexts, reportSaying } from '../self-test/hostile-report.ts'
import { reporters } from './index.ts'

const texts = [
  ...hostileTexts,
  '\u001b]0;title\u0007\u001b[2J\u009b31m\u0000\u0085\u2067',
  '::error::one\n  ::warning file=x::two\n\t::stop-commands::three',
  'words enough that this line has to be broken somewhere near ::add-mask::here and ::debug::there, and again ::group::x',
  '##[error]one ##[group]two',
]
const folder = mkdtempSync(path.join(os.tmpdir(), 'plain-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

function expectPlain(shown: string): void {
  expect(shown).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/)
  expect(shown).not.toContain('##[')
}

const commandLine = /^\s*::/

describe.each(Object.entries(reporters))('the reporter %s', (name, show) => {
  it.each(texts.map((text) => [text]))('%j', (text) => {
    const report = reportSaying(text)
    const shown = show(report, {
      specification,
      width: 60,
      color: false,
      folder: '/repo',
      repository: '/repo',
    })
    expectPlain(shown)
    const commands = shown.split('\n').filter((line) => commandLine.test(line))
    if (name === 'github') expect(commands).toHaveLength(3)
    else expect(commands).toEqual([])
    if (name === 'json') expect(JSON.parse(shown)).toEqual(report)
  })
})

describe('a command', () => {
  const file = path.join(folder, 'report.json')
  const bin = fileURLToPath(new URL('../../bin/loop-conformance.js', import.meta.url))
  const said = texts.join('\n')
  const report: Report = reportSaying(said)
  const whole: Report = {
    ...report,
    candidate: { ...report.candidate, entry: 'python:./nowhere.py\u001b[2J\n::error::x' },
  }

  it.each([['verify'], ['badge'], ['diff', file]])('%s', (command, ...more) => {
    writeFileSync(file, JSON.stringify(whole))
    const { stdout, stderr } = spawnSync(process.execPath, [bin, command, file, ...more], {
      encoding: 'utf8',
      cwd: folder,
      env: { ...process.env, NO_COLOR: '1' },
    })
    expect(stdout + stderr).not.toBe('')
    expectPlain(stdout + stderr)
    expect((stdout + stderr).split('\n').filter((line) => commandLine.test(line))).toEqual([])
  })

  it('prints what a candidate throws while it is loaded', () => {
    const candidate = path.join(folder, 'candidate.mjs')
    writeFileSync(candidate, `throw new Error(${JSON.stringify(said)})`)
    const { stderr, status } = spawnSync(process.execPath, [bin, candidate], {
      encoding: 'utf8',
      cwd: folder,
    })
    expectPlain(stderr)
    expect(status).toBe(2)
  })
})

it('keeps tabs and line breaks, and everything that is not a command', () => {
  const text = '::1 and ::ffff:10.0.0.1\n ::1, (::1) a\tb\nstd::vector x[::2] C++::y ## [x] \ufffd é 🎉'
  expect(plainText(text)).toBe(text)
})

it.each(['error', 'add-mask', 'debug', 'echo', 'add', '1'])('breaks ::%s::, at any place', (command) => {
  for (const before of ['', 'a ', 'a\n', '::1 '])
    expect(plainText(`${before}::${command}::x`)).toBe(`${before}: :${command}::x`)
})
