import type { CheckResult, Status } from '../../spec/index.ts'

/** The status of a clause is the worst status of its checks. */
const worstFirst: readonly Status[] = [
  'crash',
  'hang',
  'fail',
  'consequence',
  'inconclusive',
  'blocked',
  'deviation',
  'pass',
  'untestable',
  'skip',
]

export function statusOf(rows: readonly CheckResult[]): Status {
  return worstFirst.find((status) => rows.some((row) => row.status === status)) ?? 'skip'
}

/** For each status a sign that can be recognized without its colour, and a word. */
export const statusSigns: Readonly<Record<Status, readonly [sign: string, word: string]>> = {
  pass: ['✓', 'passed'],
  fail: ['✗', 'failed'],
  hang: ['∞', 'hung'],
  crash: ['!', 'crashed'],
  consequence: ['↳', 'consequence'],
  blocked: ['⊘', 'blocked'],
  inconclusive: ['?', 'inconclusive'],
  deviation: ['≠', 'deviating'],
  untestable: ['∅', 'untestable'],
  skip: ['–', 'skipped'],
}
