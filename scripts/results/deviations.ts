import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { resultsFolder } from './committed-results.ts'

/** What came of looking into a failing clause by hand. */
export const deviationKinds = ['real deviation', 'clause too strict', 'bridge defect'] as const
export type DeviationKind = (typeof deviationKinds)[number]

export interface ExplainedDeviation {
  readonly clause: string
  readonly kind: string
  readonly text: string
}

/**
 * What `docs/results/<loop>/deviations.md` explains: each second-level heading, `` `clause` · kind ``, with the text below
 * it. A loop that deviates in nothing has no such file.
 */
export function explainedDeviations(loop: string): readonly ExplainedDeviation[] {
  const file = path.join(resultsFolder, loop, 'deviations.md')
  if (!existsSync(file)) return []
  const [, ...sections] = readFileSync(file, 'utf8').split(/^## /m)
  return sections.map((section) => {
    const [heading = '', ...lines] = section.split('\n')
    const [clause = '', kind = ''] = heading.split(' · ')
    return { clause: clause.replaceAll('`', ''), kind: kind.trim(), text: lines.join('\n').trim() }
  })
}
