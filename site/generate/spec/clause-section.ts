import { readKillTable } from '../../../scripts/evidence/kill-table.ts'
import { faults } from '../../../conformance/self-test/faults/index.ts'
import { suite } from '../../../conformance/suite/index.ts'
import { parseSources, specification, type Clause } from '../../../spec/index.ts'
import { count, escapeForVue, oneLine } from '../html.ts'
import { inlineHtml } from '../inline.ts'
import { clausePath, linkClauses, linkIssues } from '../links.ts'
import { sourcePath } from '../routes.ts'
import { bothDialects } from './both-dialects.ts'
import { keptBy } from './kept-by.ts'
import { rulePath } from './rules-page.ts'
import { checkPlaces, faultPlaces, type Place } from './where-it-is.ts'

/** What the suite says of each fault; empty if the kill table is not built. */
const said = new Map(readKillTable()?.map((kill) => [kill.fault, kill.said]))

/** A clause as a section of the page of its area: what it says, and everything that is known about it. */
export function clauseSection(clause: Clause): string {
  const { id, area, level, profile, text, intent } = clause
  const truth = id.slice(area.length + 1)
  const tags = [level, profile, ...(clause.liveness ? ['liveness'] : [])]
  const tagged = tags.map((tag) => `<span class="tag ${tag.toLowerCase()}">${tag}</span>`).join('')
  return `### <span class="ignore-header area">${area}.</span>${truth} {#${truth}}

<p class="tags">${tagged}</p>

${bothDialects(text, clause, requirement)}
${bothDialects(intent, clause, (said, words) => `<p class="intent"${words}>${inlineHtml(said)}</p>`)}
${otherwise(clause)}
<dl class="facts">
${facts(clause)
  .map(([name, fact]) => `<div><dt>${name}</dt><dd>${fact}</dd></div>`)
  .join('\n')}
</dl>
`
}

function requirement(text: string, words: string): string {
  return `<div class="requirement"${words}>

${linkIssues(linkClauses(text))}

</div>
`
}

/** What a program sees that relies on it on a loop that does not keep it. */
function otherwise(clause: Clause & { readonly otherwise?: string }): string {
  return clause.otherwise === undefined
    ? ''
    : `${bothDialects(
        clause.otherwise,
        clause,
        (said, words) => `<p class="otherwise"${words}><strong>Otherwise</strong> ${inlineHtml(said)}</p>`,
      )}\n`
}

/** Names and values, in HTML. */
function facts(clause: Clause): readonly (readonly [string, string])[] {
  const { id, source, requires, javascript, since, until, defect, untestable, withdrawn } = clause
  const neededBy = specification.clauses
    .filter((other) => other.requires.includes(id))
    .map((other) => other.id)
  return [
    ['Withdrawn', withdrawn],
    ['Only in JavaScript', javascript],
    ['Holds since', since === undefined ? undefined : `CPython ${since}`],
    ['Held until', until === undefined ? undefined : `CPython ${until}`],
    ['Defect', defect],
    ['Not observable', untestable],
  ]
    .filter((fact): fact is [string, string] => fact[1] !== undefined)
    .map(([name, value]): readonly [string, string] => [name, inlineHtml(value)])
    .concat(
      [['Source', sources(source)]],
      checked(clause),
      faulty(id),
      clauses('Requires', requires),
      clauses('Required by', neededBy),
    )
    .concat(withdrawn === undefined ? [['Judged loops', keptBy(id)]] : [])
}

/** Rules lead to their catalogue, everything else to where it is public. */
function sources(source: string): string {
  return parseSources(source)
    .map(({ kind, text, url }) => {
      if (kind === 'rule') return `<a href="@${rulePath(text)}">${text}</a>`
      return url === undefined ? escapeForVue(text) : `<a href="${url}">${escapeForVue(text)}</a>`
    })
    .join(', ')
}

function clauses(name: string, ids: readonly string[]): readonly (readonly [string, string])[] {
  if (ids.length === 0) return []
  const links = ids.map((id) => `<a href="@${clausePath(id)}"><code>${id}</code></a>`)
  const list = links.join(', ')
  if (links.length <= 6) return [[name, list]]
  return [[name, `<details><summary>${count(links.length, 'clause')}</summary>${list}</details>`]]
}

function checked(clause: Clause): readonly (readonly [string, string])[] {
  const { id, untestable, withdrawn } = clause
  if (untestable !== undefined || withdrawn !== undefined) return []
  const places = checkPlaces.find(id)
  if (places.length === 0)
    throw new Error(`No check of ${id} was found in the suite, and the clause is not untestable.`)
  const situations = suite
    .filter((test) => test.clause === id)
    .map(({ situation }) =>
      bothDialects(situation, clause, (said, words) => `<li${words}>${escapeForVue(said)}</li>`),
    )
  const tried =
    situations.length === 0 ? 'Around every check: ' : `<ul class="situations">${situations.join('')}</ul>`
  return [['Checked', tried + places.map(sourceLink).join(', ')]]
}

function faulty(id: string): readonly (readonly [string, string])[] {
  const own = faults.filter(({ clause }) => clause === id)
  if (own.length === 0) return []
  const items = own.map(({ name }) => {
    const [place] = faultPlaces.find(name)
    if (place === undefined)
      throw new Error(`The fault ${name} was not found in conformance/self-test/faults.`)
    const report = said.get(name)
    const words = report === undefined ? '' : `<span class="said">${escapeForVue(oneLine(report))}</span>`
    return `<li><a href="@${sourcePath(place.file, place.line)}"><code>${name}</code></a>${words}</li>`
  })
  return [[own.length === 1 ? 'Fault' : 'Faults', `<ul class="faults">${items.join('')}</ul>`]]
}

function sourceLink({ file, line }: Place): string {
  return `<a href="@${sourcePath(file, line)}"><code>${file.replace('conformance/', '')}:${String(line)}</code></a>`
}
