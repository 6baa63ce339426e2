import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importBundled } from './bundled.ts'
import { killOf, writeKillTable, type Kill } from './kill-table.ts'

const judging = new URL('./judging.ts', import.meta.url)
const { captureNodeHost, faults, judgeFault, suite } =
  await importBundled<typeof import('./judging.ts')>(judging)
const host = captureNodeHost()
const kills: Kill[] = []
/** An encrypted connection needs real sockets, which take seconds for the whole suite; and only TLS calls what these faults change. */
const ofTls = suite.filter(({ clause }) => clause.startsWith('tls.'))
/** The generated programs come last, and fail only if no clause does. They take a sixth of the time. */
const withoutPrograms = suite.filter(({ clause }) => !clause.startsWith('programs.'))

// Vitest maps every stack that is read to its sources. The harness reads thousands, and no fault names a location.
const { prepareStackTrace } = Error
beforeAll(() => {
  Object.assign(Error, { prepareStackTrace: undefined })
})
afterAll(() => {
  Object.assign(Error, { prepareStackTrace })
  // The site shows what was found. If only some were judged, the table would lack the others.
  if (kills.length === faults.length) writeKillTable(kills)
})

function suiteFor(clause: string): typeof suite {
  if (clause.startsWith('tls.')) return ofTls
  return clause.startsWith('programs.') ? suite : withoutPrograms
}

describe('every fault is caught for the right reason', () => {
  it.each(faults.map((fault) => [fault.name, fault] as const))('%s', async (_name, fault) => {
    const declared = [fault.clause, ...Object.keys(fault.alsoBreaks ?? {})].sort()
    const { report, causes } = await judgeFault(fault.adapter, declared, {
      suite: suiteFor(fault.clause),
      host,
    })
    expect(causes, 'the root causes; if there are more than one, a *Requires.* may be missing').toEqual(
      declared,
    )
    kills.push(killOf(fault, report, causes))
    const failing = report.results.filter((row) => row.clause === fault.clause && row.status === 'fail')
    const said = failing.map((row) => [row.message, row.case, row.expected, row.actual].join('\n')).join('\n')
    expect(said, 'what the report says; `says` of the fault must be a part of it').toMatch(fault.observes)
  })
})
