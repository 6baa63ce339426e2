import type { Standing } from '../../../scripts/results/committed-report.ts'
import { escapeForVue } from '../html.ts'
import { deviationPath, judgedLoops, loopPath } from '../loops/judged-loop.ts'
import { standingsIn } from '../loops/standing.ts'

/** Which of the judged loops do not keep the clause in their newest version, and how many keep it. */
export function keptBy(clause: string): string {
  const asked = judgedLoops.flatMap(({ name, results: [newest] }): Entry[] => {
    const standing = standingsIn(newest).get(clause)
    return standing === undefined ? [] : [{ name, version: newest.version, standing }]
  })
  if (asked.length === 0) return 'No judged loop was checked for it.'
  const others = asked.filter(({ standing }) => standing !== 'kept')
  const kept = `${String(asked.length - others.length)} of ${String(asked.length)} keep it.`
  if (others.length === 0) return `All ${String(asked.length)} keep it.`
  return `${kept}<ul class="loops">${others.map((one) => entry(one, clause)).join('')}</ul>`
}

interface Entry {
  readonly name: string
  readonly version: string
  readonly standing: Standing
}

const looks: Readonly<Record<Standing, readonly [mark: string, words: string]>> = {
  kept: ['✓', 'keeps it'],
  broken: ['✗', 'does not keep it'],
  lapsed: ['!', 'does not keep this SHOULD'],
  consequence: ['↳', 'does not keep it, because of a clause that it requires'],
  blocked: ['–', 'not judged, because a clause that it requires fails'],
  'not asked': ['', ''],
}

function entry({ name, version, standing }: Entry, clause: string): string {
  const [mark, words] = looks[standing]
  const place = standing === 'broken' || standing === 'lapsed' ? deviationPath(name, clause) : loopPath(name)
  return (
    `<li class="${standing}"><a href="@${place}" title="${words}"><span class="mark" aria-hidden="true">${mark}</span>` +
    `${escapeForVue(name)} <span class="version">${escapeForVue(version)}</span><span class="visually-hidden">: ${words}</span></a></li>`
  )
}
