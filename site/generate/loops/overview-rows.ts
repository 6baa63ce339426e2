import { areas, type Area } from '../../../spec/index.ts'
import type { CommittedResult } from '../../../scripts/results/committed-results.ts'
import { count, escapeForVue } from '../html.ts'
import { deviationsOf, inShort, type Deviation } from './deviation.ts'
import { deviationPath, interpreters, isLiving, loopPath, newestOn, type JudgedLoop } from './judged-loop.ts'
import { areaStandings, gradeOf, notKeptIn, type Grade } from './not-kept.ts'

/**
 * The rows of one loop: its newest version on each interpreter, of which the first is shown, and a row below them that opens.
 * The filter of the page (`theme/filter-loops.ts`) shows another interpreter.
 */
export function overviewRows(loop: JudgedLoop): string {
  const { name, record, results } = loop
  const pythons = interpreters(results)
  const shown = results[0].python
  const order = [shown, ...pythons.filter((python) => python !== shown)]
  const judged = order.flatMap((python) => newestOn(loop, python) ?? [])
  const rows = judged.map((result, index) => row(loop, result, index > 0))
  return `<tbody id="${name}" class="loop" data-kind="${record.kind}"${isLiving(loop) ? ' data-living' : ''}>${rows.join('\n')}${whatItDoes(loop, judged)}</tbody>`
}

const marks: Readonly<Record<Grade, string>> = { conforms: '✓', 'core only': '◐', 'does not conform': '✗' }

function row(loop: JudgedLoop, result: CommittedResult, isHidden: boolean): string {
  const { name } = loop
  const { must, should, keepsCore } = notKeptIn(result)
  const grade = gradeOf(result)
  const opens =
    must + should === 0
      ? '<span class="no-toggle"></span>'
      : `<details><summary><span class="visually-hidden">What ${escapeForVue(name)} does otherwise</span></summary></details>`
  const cells = areas.map((area) => cell(result, area)).join('')
  return (
    `<tr data-python="${result.python}"${keepsCore ? ' data-keeps-core' : ''}${isHidden ? ' hidden' : ''}>` +
    `<th scope="row">${opens}<a href="@${loopPath(name)}">${escapeForVue(name)}</a> <span class="version">${versionOf(result)}</span></th>` +
    `<td class="verdict ${grade.replaceAll(' ', '-')}"><span aria-hidden="true">${marks[grade]}</span> ${grade}</td>` +
    `${number(must, 'must')}${number(should, 'should')}${cells}<td class="judged">${judgedOn(loop)}</td></tr>`
  )
}

/** For a loop of the standard library the version is that of the interpreter. */
function versionOf({ version, python }: CommittedResult): string {
  return version.startsWith(`${python}.`)
    ? escapeForVue(version)
    : `${escapeForVue(version)} on&nbsp;${python}`
}

function number(value: number, level: string): string {
  return `<td class="number ${value === 0 ? 'none' : level}">${String(value)}</td>`
}

function judgedOn({ results, record }: JudgedLoop): string {
  const pythons = interpreters(results)
  const range = pythons.length > 1 ? `${pythons.at(-1) ?? ''} to ${pythons[0] ?? ''}` : (pythons[0] ?? '')
  const versions = new Set(results.map(({ version }) => version)).size
  return record.package === undefined ? range : `${count(versions, 'version')}, ${range}`
}

function cell(result: CommittedResult, area: Area): string {
  const { kept, broken, lapsed, consequence, blocked } = areaStandings(result, area)
  const [first] = [...broken, ...lapsed]
  if (first !== undefined) {
    const letters = [
      broken.length > 0 ? `M${String(broken.length)}` : '',
      lapsed.length > 0 ? `S${String(lapsed.length)}` : '',
    ]
    return (
      `<td class="${broken.length > 0 ? 'broken' : 'lapsed'}"><a href="@${deviationPath(result.loop, first)}">` +
      `<span class="visually-hidden">${escapeForVue(result.loop)}, ${area}: </span>${letters.join(' ').trim()}</a></td>`
    )
  }
  if (consequence.length + blocked.length > 0)
    return '<td class="blocked"><span title="Some not judged, because another clause is not kept">–</span></td>'
  return kept.length > 0 ? '<td class="kept"><span>✓</span></td>' : '<td class="none"><span>·</span></td>'
}

/** What a loop does otherwise: a sentence for each clause, with the interpreters on which its newest version does so. */
function whatItDoes(loop: JudgedLoop, judged: readonly CommittedResult[]): string {
  const items = deviationsOf(loop).flatMap((deviation) => {
    const pythons = judged.filter((result) => deviation.failsIn.includes(result)).map(({ python }) => python)
    return pythons.length === 0 ? [] : [item(loop, deviation, pythons)]
  })
  if (items.length === 0) return ''
  return `<tr class="what"><td colspan="${String(areas.length + 5)}"><ul>${items.join('')}</ul></td></tr>`
}

function item(loop: JudgedLoop, deviation: Deviation, pythons: readonly string[]): string {
  const { clause, level } = deviation
  const isHidden = !pythons.includes(loop.results[0].python)
  return (
    `<li data-python="${pythons.join(' ')}"${isHidden ? ' hidden' : ''}><span class="tags"><span class="tag ${level.toLowerCase()}">${level}</span> ` +
    `<span class="tag">${escapeForVue(deviation.class)}</span></span> <span><a href="@${deviationPath(loop.name, clause)}"><code>${clause}</code></a> ${inShort(deviation)}</span></li>`
  )
}
