import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { loopsFolder } from './loop-record.ts'

/**
 * What came of looking into a failing clause: the loop is wrong, the loop is meant to be like this, or the clause demands too
 * much. The last one does not stay: the clause is corrected.
 */
export const deviationClasses = ['defect', 'by design', 'the clause is wrong'] as const
export type DeviationClass = (typeof deviationClasses)[number]

export interface ExplainedDeviation {
  readonly clause: string
  readonly class: string
  readonly text: string
}

/**
 * What `loops/<name>/deviations.md` explains: each second-level heading, `` `clause` · class ``, with the text below it. A loop
 * that deviates in nothing has no such file.
 */
export function explainedDeviations(loop: string): readonly ExplainedDeviation[] {
  const file = path.join(loopsFolder, loop, 'deviations.md')
  if (!existsSync(file)) return []
  const [, ...sections] = readFileSync(file, 'utf8').split(/^## /m)
  return sections.map((section) => {
    const [heading = '', ...lines] = section.split('\n')
    const [clause = '', deviationClass = ''] = heading.split(' · ')
    return { clause: clause.replaceAll('`', ''), class: deviationClass.trim(), text: lines.join('\n').trim() }
  })
}
