import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { VirtualEventLoop } from '../../reference/index.ts'
import { specification, type LoopAdapter, type Report } from '../../spec/index.ts'
import { runSuite } from '../index.ts'
import { rearrange } from '../self-test/rearrange.ts'
import { json, junit, pretty, Progress, type ReportContext } from './index.ts'

class Reversed extends VirtualEventLoop {
  protected override iterate(): number {
    rearrange(this.ready, (handles) => handles.reverse())
    return super.iterate()
  }
}

/** It breaks few clauses, so that it conforms with deviations. */
class WithoutDebugMode extends VirtualEventLoop {
  override getDebug(): boolean {
    return false
  }
}

const reason = 'The queue is a <stack> & stays one.'
const adapters: Record<string, LoopAdapter> = {
  conformant: { name: 'good', profiles: ['host'], newEventLoop: () => new VirtualEventLoop() },
  'conformant-with-deviations': {
    name: 'tolerated',
    deviations: specification.clauses.map(({ id: clause }) => ({ clause, reason })),
    newEventLoop: () => new WithoutDebugMode(),
  },
  'non-conformant': { name: 'reversed "quickly"', newEventLoop: () => new Reversed() },
}
const context: ReportContext = { specification, width: 80, color: false, folder: '/' }
const reports = Object.entries(adapters).map(
  ([verdict, adapter]) => [verdict, runSuite(adapter, { timeoutMs: 300 })] as const,
)

const schema = JSON.parse(readFileSync('spec/schemas/report.schema.json', 'utf8')) as object
const validate = new Ajv2020({ allErrors: true, strict: true, strictRequired: false }).compile<Report>(schema)

describe.each(reports)('the report of a loop that is %s', (verdict, running) => {
  it('says so, and matches the schema', async () => {
    const report = JSON.parse(json(await running)) as Report
    expect(report.verdict).toBe(verdict)
    expect(validate(report), JSON.stringify(validate.errors)).toBe(true)
  })

  it('fits 80 columns, but for commands to be copied', async () => {
    const lines = pretty(await running, context).split('\n')
    const long = lines.filter((line) => line.length > 80 && !/^ {2}rerun /.test(line))
    expect(long).toEqual([])
  })

  it('is XML with a case for each check', async () => {
    const report = await running
    const text = junit(report, { specification })
    expect(text.match(/<testcase /g)?.length).toBe(report.results.length)
    expect(text.match(/<failure /g)?.length ?? 0).toBe(report.summary.must.fail)
    expect(text).not.toMatch(/&(?!amp;|lt;|gt;|quot;)/)
    expect(text).not.toContain('<stack>')
  })
})

it('the schema refuses a report with a word too many, and a blocked check without its blocker', async () => {
  const report = await runSuite(adapters.conformant as LoopAdapter, { grep: 'future.keeps' })
  expect(validate({ ...report, extra: 1 })).toBe(false)
  const [row] = report.results
  expect(validate({ ...report, results: [{ ...row, status: 'blocked' }] })).toBe(false)
})

it('progress is silent when it is piped, and one line that goes away on a terminal', () => {
  const written: string[] = []
  const write = (text: string): number => written.push(text)
  for (const isTTY of [false, true]) {
    const progress = new Progress({ isTTY, columns: 80, write }, false)
    progress.begin(2)
    progress.settled(false, 'future.keeps-its-result')
    progress.end()
    if (!isTTY) expect(written).toEqual([])
  }
  expect(written[0]).toContain('1/2  future.keeps-its-result')
  expect(written.join('')).not.toContain('\n')
  expect(written.at(-1)).toBe('\r\u001b[2K')
})
