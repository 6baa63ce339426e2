import { dialectOf, inDialect } from '../../../spec/index.ts'
import type { CommittedReport, CommittedRow } from '../../../scripts/results/committed-report.ts'
import type { CommittedResult } from '../../../scripts/results/committed-results.ts'
import { count, escapeForVue } from '../html.ts'

/** What the checks of a clause saw that did not pass, folded. */
export function failingRows({ report, version, python }: CommittedResult, clause: string): string {
  const rows = report.results.filter((row) => row.clause === clause)
  if (rows.length === 0) return ''
  return `<details class="rows"><summary>What ${count(rows.length, 'check')} saw, with ${escapeForVue(version)} on Python ${python}</summary>${rows.map((row) => facts(row, report)).join('')}</details>`
}

function facts(row: CommittedRow, report: CommittedReport): string {
  const { situation, status, message, expected, actual, at } = row
  const told = [
    ['situation', situation],
    ['expected', expected],
    ['actual', actual ?? message],
    ['location', at],
  ].filter((fact): fact is [string, string] => fact[1] !== undefined)
  const items = told.map(([name, value]) => {
    // A report has its situations in the words of JavaScript, and one that is older than the dialects has everything in them.
    const isTold = name === 'location' || (name !== 'situation' && report.dialect !== undefined)
    return `<div><dt>${name}</dt><dd>${escapeForVue(isTold ? value : inDialect(dialectOf(report), value))}</dd></div>`
  })
  return `<dl class="facts"><div><dt>status</dt><dd><span class="tag ${status}">${status}</span></dd></div>${items.join('')}</dl>`
}
