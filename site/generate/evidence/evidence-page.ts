import { readArtefact } from '../../../scripts/evidence/artefacts.ts'
import { faults } from '../../../conformance/self-test/faults/index.ts'
import { legalLoops } from '../../../conformance/self-test/legal/index.ts'
import { nullLoops } from '../../../conformance/self-test/null/index.ts'
import { specification } from '../../../spec/index.ts'
import { failingClauses } from '../../../scripts/results/committed-report.ts'
import { guidePage } from '../guides/guide-page.ts'
import { clausePath } from '../links.ts'
import { loopPath } from '../loops/judged-loop.ts'
import { results } from '../loops/standing.ts'
import { strangeFaults } from './strange-faults-page.ts'
import type { Page } from '../page.ts'
import { sourcePath } from '../routes.ts'
import { QuotedTexts } from '../spec/where-it-is.ts'

/** How we know that the kit is right: the prose of `docs/how-we-know.md`, with what the self-test says. */
export function evidencePage(): Page {
  return guidePage('/evidence/', 'docs/how-we-know.md', {
    kills,
    truth,
    'legal-loops': () =>
      loopList(
        legalLoops.map(({ name }) => name),
        'conformance/self-test/legal',
      ),
    'null-loops': () =>
      loopList(
        nullLoops.map(({ name }) => name),
        'conformance/self-test/null',
      ),
    untestable,
    mutants,
    strange,
  })
}

function kills(): string {
  const must = specification.clauses.filter(
    ({ level, untestable, withdrawn }) =>
      level === 'MUST' && untestable === undefined && withdrawn === undefined,
  )
  const caught = new Set<string>(faults.map(({ clause }) => clause))
  const without = must.filter(({ id }) => !caught.has(id))
  const rest =
    without.length === 0
      ? 'Every one of them has a fault.'
      : `Without one: ${without.map(({ id }) => `[\`${id}\`](${clausePath(id)})`).join(', ')}.`
  return `There are **${String(faults.length)} faults** for ${String(must.length)} MUST clauses that can be observed. ${rest}`
}

/** The reports of CPython's own loop, with each version of it. */
function truth(): string {
  const rows = results
    .filter(({ loop }) => ['asyncio', 'asyncio-pure-python', 'asyncio-virtual-clock'].includes(loop))
    .map((result) => {
      const { pass, untestable: unseen } = result.report.summary.must
      const notKept = failingClauses(result.report)
      const others = notKept.length === 0 ? 'none' : `[${String(notKept.length)}](${loopPath(result.loop)})`
      return `| ${result.loop} | [${result.version}](${loopPath(result.loop)}#history) | ${String(pass)} | ${others} | ${String(unseen)} |`
    })
  return `| loop | CPython | checks of MUST that passed | clauses not kept | not observable |\n| --- | --- | ---: | ---: | ---: |\n${rows.join('\n')}`
}

/** The sentence with the score, as the page of the mutants has it. */
function mutants(): string {
  const page = readArtefact('mutants.md')
  if (page === null) return 'The score is not built here: run `npm run mutants`, then `npm run docs`.'
  const [score] = /^\*\*Killed: [^*]+\*\*$/m.exec(page) ?? []
  if (score === undefined) throw new Error('evidence/mutants.md has no line that begins with **Killed:')
  return score
}

/** The sentence with the score: of the last run here, or of the last that was recorded. */
function strange(): string {
  const page = strangeFaults()
  const [score] = /^\*\*Caught: [^*]+\*\*$/m.exec(page) ?? []
  if (score === undefined)
    throw new Error('The page of strange faults has no line that begins with **Caught:')
  return score
}

function loopList(names: readonly string[], folder: string): string {
  const places = new QuotedTexts(folder)
  const items = [...new Set(names)].map((name) => {
    const [place] = places.find(name)
    const words = name.replaceAll('-', ' ')
    return place === undefined ? `- ${words}` : `- [${words}](${sourcePath(place.file, place.line)})`
  })
  return `<div class="columns">\n\n${items.join('\n')}\n\n</div>`
}

function untestable(): string {
  const unseen = specification.clauses.filter((clause) => clause.untestable !== undefined)
  if (unseen.length === 0) return 'At the moment every clause can be observed.'
  return unseen.map(({ id, untestable: why = '' }) => `- [\`${id}\`](${clausePath(id)}): ${why}`).join('\n')
}
