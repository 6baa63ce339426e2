/** What a report says of a loop in JavaScript that lacks a method. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Report } from '../../spec/index.ts'
import { loopModule, Workshop } from './workshop.ts'

const workshop = new Workshop()
beforeAll(() => {
  workshop.write({
    'no-handler.mjs': loopModule(
      'constructor() { super(); this.setExceptionHandler = undefined; this.callAt = undefined }',
    ),
  })
})
afterAll(() => workshop.remove())

it('names the methods first, and judges everything that does not need them', async () => {
  const { out } = await workshop.run(['./no-handler.mjs', '--grep', 'exceptions.', '--reporter', 'json'])
  const report = JSON.parse(out) as Report
  expect(report.missing?.map(({ method }) => method)).toEqual(['callAt', 'setExceptionHandler'])
  const failed = report.results.filter(({ status }) => status === 'fail')
  const roots = new Map(failed.map(({ clause, lacks }) => [clause, lacks]))
  expect([...roots.values()].sort()).toEqual(['callAt', 'setExceptionHandler'])
  expect(report.summary.must).toMatchObject({ hang: 0, crash: 0, blocked: 0 })
  expect(report.summary.must.pass).toBeGreaterThan(0)
})

it('says so in Markdown and in HTML, too', async () => {
  const args = ['./no-handler.mjs', '--grep', 'timers.run-by-deadline']
  const { out: markdown } = await workshop.run([...args, '--reporter', 'markdown'])
  expect(markdown).toMatch(
    /### Not implemented\n\n- `callAt` \d+ checks? cannot do without it\n- No check has called setExceptionHandler\.\n/,
  )
  const { out: page } = await workshop.run([...args, '--reporter', 'html'])
  expect(page).toMatch(/<section id="missing">.*<code>callAt<\/code> \d+ checks? cannot do without it/s)
})
