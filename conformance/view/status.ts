import type { CheckResult, Status } from '../../spec/index.ts'

/** What became of a clause is the worst of what became of its checks. */
const worstFirst: readonly Status[] = [
  'crash',
  'hang',
  'fail',
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

/** A sign that is told apart without its colour, and a word for it. */
export const statusSigns: Readonly<Record<Status, readonly [sign: string, word: string]>> = {
  pass: ['✓', 'passed'],
  fail: ['✗', 'failed'],
  hang: ['∞', 'hung'],
  crash: ['!', 'crashed'],
  blocked: ['⊘', 'blocked'],
  inconclusive: ['?', 'undecided'],
  deviation: ['≠', 'declared'],
  untestable: ['∅', 'untestable'],
  skip: ['–', 'skipped'],
}
