/** The pages of loops name nothing that is not there, and what they compute is right. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { CommittedReport, CommittedRow } from '../../../scripts/results/committed-report.ts'
import type { CommittedResult } from '../../../scripts/results/committed-results.ts'
import type { LoopRecord } from '../../../scripts/results/loop-record.ts'
import { programFile, programsOf } from '../../../scripts/results/programs.ts'
import { deviationsOf } from './deviation.ts'
import { changesBetween } from './history.ts'
import { anchorOf, judgedLoops } from './judged-loop.ts'
import { livingStrip } from './living-strip.ts'
import { loopPage } from './loop-page.ts'
import { gradeOf, notKeptIn } from './not-kept.ts'
import { overviewPage } from './overview-page.ts'
import { printedBy } from './program.ts'
import { howToRepeat } from './repeat.ts'

const record: LoopRecord = {
  name: 'some-loop',
  about: 'A loop for this test.',
  kind: 'native',
  entry: 'some_loop:Loop',
  package: 'some-loop',
  runs: [{ version: '2.0', python: ['3.13'] }],
  profiles: ['timers-real', 'net-real'],
  alive: true,
}

function resultOf(
  kept: CommittedReport['kept'],
  rows: readonly Pick<CommittedRow, 'clause' | 'level' | 'profile'>[],
  own: Partial<LoopRecord> = {},
): CommittedResult {
  const results = rows.map((row) => ({ ...row, situation: 'always', status: 'fail' as const }))
  const verdict = rows.some(({ level }) => level === 'MUST') ? 'non-conformant' : 'conformant'
  const report = { kept, blocked: {}, consequences: {}, results, verdict } as unknown as CommittedReport
  return {
    loop: 'some-loop',
    record: { ...record, ...own },
    version: '2.0',
    python: '3.13',
    run: '',
    file: '',
    report,
  }
}

const must = { clause: 'future.settles-once', level: 'MUST', profile: 'core' } as const
const should = {
  clause: 'handles.when-of-a-due-timer-is-its-deadline',
  level: 'SHOULD',
  profile: 'core',
} as const
const connection = {
  clause: 'transports.refused-connection-is-an-error',
  level: 'MUST',
  profile: 'net-real',
} as const

describe.each(judgedLoops.map((loop) => [loop.name, loop] as const))('the page of %s', (_, loop) => {
  const { markdown } = loopPage(loop)

  it('has a section for each deviation, with its program and what it prints', () => {
    for (const { clause } of deviationsOf(loop)) expect(markdown).toContain(`{#${anchorOf(clause)}}`)
    for (const clause of programsOf(loop.name)) {
      const program = readFileSync(programFile(loop.name, clause), 'utf8')
      expect(markdown).toContain(program.trimEnd())
      expect(
        printedBy(program).map(({ who }) => who === 'asyncio'),
        clause,
      ).toEqual([true, false])
    }
  })

  it('names nothing that is not there', () => {
    const prose = markdown.replaceAll(/^(`{3,}|~{3,})[\s\S]*?^\1$/gm, '')
    expect(prose).not.toMatch(/undefined|NaN|\[object|==\s|@\s/)
    expect(markdown).toContain('loop-conformance py')
  })
})

describe('the strip of living loops', () => {
  it('names a loop once that was judged on two bindings of Qt', () => {
    expect(livingStrip()).toContain('/loops/qasync/')
    expect(livingStrip()).not.toContain('/loops/qasync-pyqt6/')
  })
})

describe('the overview of loops', () => {
  const { markdown } = overviewPage()

  it('has each loop once, and shows one row of it', () => {
    for (const { name } of judgedLoops) {
      const [, body = ''] = new RegExp(`<tbody id="${name}"([\\s\\S]*?)</tbody>`).exec(markdown) ?? []
      expect(body.match(/<tr data-python="[\d.]+"(?: data-keeps-core)?>/g), name).toHaveLength(1)
    }
  })
})

describe('what a loop does not keep', () => {
  it('is counted by level, and is of the core or not', () => {
    const kept = { future: ['keeps-its-result'] }
    expect(notKeptIn(resultOf(kept, [must, should]))).toEqual({ must: 1, should: 1, keepsCore: false })
    expect(gradeOf(resultOf(kept, [must]))).toBe('does not conform')
    expect(gradeOf(resultOf(kept, [connection]))).toBe('core only')
    expect(gradeOf(resultOf(kept, [should]))).toBe('conforms')
  })

  it('changes from one version to the next, for clauses that both were asked for', () => {
    const older = resultOf({ future: ['settles-once'] }, [should])
    const newer = resultOf({ handles: ['when-of-a-due-timer-is-its-deadline'] }, [must, connection])
    expect(changesBetween(older, newer)).toEqual({ keptNow: [should.clause], lostSince: [must.clause] })
  })
})

describe('the commands that judge a loop again', () => {
  it('install the pinned package and what it needs', () => {
    const own = { with: ['PySide6-Essentials==6.8.3'], system: ['libgl1'], environment: { QT: 'offscreen' } }
    const commands = howToRepeat(
      resultOf({}, [], { ...own, entry: 'candidate.py:new_loop', under: ['xvfb-run', '-a'] }),
    )
    expect(commands).toContain(`apt-get install libgl1
python3.13 -m venv venv && . venv/bin/activate
pip install some-loop==2.0 PySide6-Essentials==6.8.3
QT=offscreen xvfb-run -a npx loop-conformance python:loops/some-loop/candidate.py:new_loop --claim timers-real,net-real
`)
    expect(commands).toContain('in the repository of this project')
  })

  it.each(judgedLoops.map(({ name, results: [newest] }) => [name, newest] as const))(
    'say where the file of %s is, if it is one',
    (_, newest) => {
      const commands = howToRepeat(newest)
      const isFile = /python:\S*\.py(?:[:\s]|$)/.test(commands)
      expect(commands.includes('in the repository of this project')).toBe(isFile)
    },
  )

  it('name the interpreter of a loop without a package, and the npm package of Pyodide', () => {
    const { package: _none, ...rest } = record
    const standard = {
      ...resultOf({}, []),
      record: { ...rest, entry: 'asyncio', runs: [{ python: ['3.13'] }], profiles: [] },
    }
    expect(howToRepeat(standard)).toContain('\nnpx loop-conformance python:asyncio --python python3.13\n')
    const browser = { ...standard, record: { ...standard.record, runs: [{ pyodide: ['pyodide-313'] }] } }
    expect(howToRepeat(browser)).toMatch(
      /\nnpm install pyodide-313@npm:pyodide@[\d.]+\nnpx loop-conformance pyodide:asyncio --python pyodide-313\n/,
    )
  })
})
