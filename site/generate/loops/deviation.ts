import { existsSync, readFileSync } from 'node:fs'
import { marked } from 'marked'
import { specification, type Level } from '../../../spec/index.ts'
import { failingClauses } from '../../../scripts/results/committed-report.ts'
import type { CommittedResult } from '../../../scripts/results/committed-results.ts'
import { explainedDeviations } from '../../../scripts/results/deviations.ts'
import { firstSentence } from '../../../conformance/report/words.ts'
import { relink } from '../routes.ts'
import type { JudgedLoop } from './judged-loop.ts'

/** A clause that a loop does not keep in one report at least, with its explanation. */
export interface Deviation {
  readonly clause: string
  readonly level: Level
  readonly class: string
  /** Markdown, with links of the site. */
  readonly text: string
  /** The reports in which it fails, in the order of the loop. */
  readonly failsIn: readonly CommittedResult[]
}

const levels: ReadonlyMap<string, Level> = new Map(specification.clauses.map(({ id, level }) => [id, level]))

/** What a loop does otherwise, in the order in which `deviations.md` tells it. */
export function deviationsOf({ name, results }: JudgedLoop): readonly Deviation[] {
  return explainedDeviations(name).map(({ clause, class: deviationClass, text }) => ({
    clause,
    level: levels.get(clause) ?? 'MUST',
    class: deviationClass,
    text: relink(text, `loops/${name}/deviations.md`),
    failsIn: results.filter(({ report }) => failingClauses(report).includes(clause)),
  }))
}

/** The first sentence of an explanation says little if it is shorter than this. */
const shortestLength = 70

/** The explanation in a sentence or two, as HTML, without the places in the source. */
export function inShort({ text }: Deviation): string {
  const plain = text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ \((?:`[^`]+\.\w+(?::\d+)?`|lines? \d+)[^)`]*\)/g, '')
  const first = firstSentence(plain)
  const short =
    first.length < shortestLength ? `${first} ${firstSentence(plain.slice(first.length).trim())}` : first
  const html = marked.parseInline(short.trim(), { async: false })
  return html.replaceAll('href="/', 'href="@/').replaceAll('{', '&#123;').replaceAll('}', '&#125;')
}

/** The paragraph above the deviations: what was read. Empty if the loop deviates in nothing. */
export function introductionOf({ name }: JudgedLoop): string {
  const file = `loops/${name}/deviations.md`
  if (!existsSync(file)) return ''
  const [head = ''] = readFileSync(file, 'utf8').split(/^## /m)
  return relink(head.replace(/^# .*\n/, '').trim(), file)
}
