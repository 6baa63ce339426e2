import { escapeForVue } from '../html.ts'
import { reportPath, standings } from '../loops/standing.ts'
import type { Standing } from '../../../scripts/results/committed-report.ts'
import type { CommittedResult } from '../../../scripts/results/committed-results.ts'

/** Which of the judged loops keep the clause, with links to the reports; versions with the same result are one entry. */
export function keptBy(clause: string): string {
  const entries = alike(standings(clause).filter(([, standing]) => standing !== 'not asked'))
  if (entries.length === 0) return 'No judged loop was checked for it.'
  return `<ul class="loops">${entries.map(entry).join('')}</ul>`
}

type Entry = readonly [versions: readonly CommittedResult[], Standing]

function alike(all: readonly (readonly [CommittedResult, Standing])[]): readonly Entry[] {
  const entries: (readonly [CommittedResult[], Standing])[] = []
  for (const [result, standing] of all) {
    const last = entries.at(-1)
    if (last?.[0][0]?.loop === result.loop && last[1] === standing) last[0].push(result)
    else entries.push([[result], standing])
  }
  return entries
}

const marks: Readonly<Record<Standing, string>> = {
  kept: '✓',
  broken: '✗',
  lapsed: '!',
  consequence: '↳',
  blocked: '–',
  'not asked': '',
}

function entry([versions, standing]: Entry): string {
  const [first] = versions
  if (first === undefined) return ''
  const { loop } = first
  const newest = versions.at(-1) ?? first
  const span = newest === first ? first.version : `${first.version} to ${newest.version}`
  const area = standing === 'broken' || standing === 'lapsed' ? `/loops/${loop}/` : reportPath(newest)
  const words = {
    kept: 'keeps it',
    broken: 'does not keep it',
    lapsed: 'does not keep this SHOULD',
    consequence: 'does not keep it, because of a clause that it requires',
    blocked: 'not judged, because a clause that it requires fails',
    'not asked': '',
  }
  return (
    `<li class="${standing}"><a href="@${area}" title="${words[standing]}"><span class="mark" aria-hidden="true">${marks[standing]}</span>` +
    `${escapeForVue(loop)} <span class="version">${escapeForVue(span)}</span><span class="visually-hidden">: ${words[standing]}</span></a></li>`
  )
}
