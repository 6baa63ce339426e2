import { areas, specification, type Area, type Profile } from '../../spec/index.ts'
import { paragraph } from '../reporters/layout.ts'
import type { Paint } from '../reporters/paint.ts'
import { count } from '../report/words.ts'
import { clauseLine } from './clause-line.ts'
import { profileMeanings } from './profile-meanings.ts'
import type { Page } from './terminal.ts'
import { introductions } from './vocabulary.generated.ts'

/** What an area is about, and its clauses. */
export function explainArea(area: Area, { paint, width }: Page): string[] {
  const { title, text } = introductions[area]
  const clauses = specification.clauses.filter((clause) => clause.area === area)
  return [
    `${paint('bold', area)}  ${paint('dim', `area · ${count(clauses.length, 'clause')}`)}`,
    '',
    ...(title.toLowerCase() === area ? [] : [...paragraph(title, 2, width), '']),
    ...text.split('\n\n').flatMap((one) => [...paragraph(one, 2, width), '']),
    ...clauses.map((clause) => clauseLine(clause, paint)),
    '',
    more(paint),
  ]
}

/** Who claims a profile, and what is judged then. */
export function explainProfile(profile: Profile, { paint, width }: Page): string[] {
  const clauses = specification.clauses.filter((clause) => clause.profile === profile)
  const claim = profile === 'core' ? '' : ` An adapter claims it with profiles: ['${profile}'].`
  return [
    `${paint('bold', profile)}  ${paint('dim', `profile · ${count(clauses.length, 'clause')}`)}`,
    '',
    ...paragraph(profileMeanings[profile] + claim, 2, width),
    ...areas.flatMap((area) => inArea(area, profile, paint)),
    '',
    more(paint),
  ]
}

function inArea(area: Area, profile: Profile, paint: Paint): string[] {
  const ours = specification.clauses.filter((clause) => clause.area === area && clause.profile === profile)
  return ours.length === 0
    ? []
    : ['', `  ${area}`, ...ours.map((clause) => clauseLine(clause, paint, profile))]
}

function more(paint: Paint): string {
  return paint('dim', 'loop-conformance explain <clause> says more of one.')
}
