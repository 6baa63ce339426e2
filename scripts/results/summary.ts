import type { Renewed } from './renew-result.ts'

/** What a change of the results says to the person who reviews it, in Markdown. */
export function summary(renewed: readonly Renewed[], news: readonly string[]): string {
  const changed = renewed.filter(({ isWritten }) => isWritten)
  const left = renewed.flatMap(({ planned, problems }) =>
    problems.map((problem) => `${planned.words}: ${problem}`),
  )
  return [
    `${String(renewed.length)} versions of loops were judged.`,
    section('New versions', news),
    section(
      'What is different',
      changed.map(({ planned, words }) => `${planned.words}: ${words}`),
    ),
    section('Left to do', left),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n')
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0
    ? ''
    : `## ${title}\n\n${lines.map((line) => `- ${line.replaceAll('\n', ' ')}`).join('\n')}`
}
