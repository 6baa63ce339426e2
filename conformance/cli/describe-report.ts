import type { Report, Verdict } from '../../spec/index.ts'

/** The verdict as a verb. */
export const verdictWords: Record<Verdict, string> = {
  conformant: 'conforms',
  'conformant-with-deviations': 'conforms, with deviations',
  'non-conformant': 'does not conform',
}

/** One line: which loop, what was claimed, and what it came to. */
export function describeReport({ candidate, suite, verdict, partial }: Report): string {
  const version = candidate.version === null ? '' : ` ${candidate.version}`
  const words = partial ? 'judged in part' : verdictWords[verdict]
  return `${candidate.name}${version} ${words} · contract ${suite.spec} · ${candidate.profiles.join(', ')}`
}
