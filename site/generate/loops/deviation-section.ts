import type { CommittedResult } from '../../../scripts/results/committed-results.ts'
import { escapeForVue } from '../html.ts'
import { clausePath } from '../links.ts'
import { consequences } from './consequences.ts'
import type { Deviation } from './deviation.ts'
import { failingRows } from './failing-rows.ts'
import { anchorOf, type JudgedLoop } from './judged-loop.ts'
import { programOf } from './program.ts'

/** A clause that a loop does not keep: why, a program that shows it, and what follows. */
export function deviationSection(loop: JudgedLoop, deviation: Deviation): string {
  const { clause, level, text, failsIn } = deviation
  const [area = '', truth = ''] = clause.split('.')
  const [newest] = failsIn
  return `### <span class="ignore-header area">${area}.</span>${truth} {#${anchorOf(clause)}}

<p class="tags"><span class="tag ${level.toLowerCase()}">${level}</span> <span class="tag">${escapeForVue(deviation.class)}</span> <a href="@${clausePath(clause)}">the clause</a> <span class="where">${where(loop, failsIn)}</span></p>

${text}

${programOf(loop.name, clause)}
${newest === undefined ? '' : failingRows(newest, clause)}
${newest === undefined ? '' : consequences(newest, clause)}
`
}

/** Nothing if every report has it. Otherwise the versions, with their interpreters. */
function where({ results }: JudgedLoop, failsIn: readonly CommittedResult[]): string {
  if (failsIn.length === results.length) return ''
  const versions = [...new Set(failsIn.map(({ version }) => version))].map((version) => {
    const isOfVersion = (result: CommittedResult): boolean => result.version === version
    const pythons = failsIn.filter(isOfVersion).map(({ python }) => python)
    const isEverywhere = pythons.length === results.filter(isOfVersion).length
    return isEverywhere ? version : `${version} on Python ${pythons.join(', ')}`
  })
  return escapeForVue(`only in ${versions.join('; ')}`)
}
