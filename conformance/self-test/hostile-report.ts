/** A report of a hostile candidate, for tests of what shows reports. */
import { specification, type CheckResult, type Report } from '../../spec/index.ts'

/** A text that breaks a page or a log that does not escape it. */
export const hostileTexts = [
  '<script>alert(1)</script>',
  '</details></blockquote><img src=x onerror=alert(1)>',
  '[click](https://evil.example)',
  '![](https://evil.example/pixel.png)',
  'https://evil.example www.evil.example evil@evil.example',
  '**bold** _italic_ ~~gone~~ `code` ``more`` ```` four',
  '| a | table |',
  '\\`escaped\\` \\\\ \\<b\\>',
  'first\n# a heading\n- a list\n> a quote\n\n<b>second paragraph</b>',
  'first\r::error file=x::injected\r\n::set-output name=x::y\u2028::add-mask::z',
  '```\nout of the fence\n```\n<b>outside</b>',
  '&lt;b&gt; &amp; @everyone #1 :smile: $x^2$',
  '</script><script>alert(1)</script><!--',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  'javascript:alert(1)',
  '\u202egnp.exe\u2066 {{ 7 * 7 }} ${7 * 7}',
  '%0A::error::decoded %25 a:b,c',
  '\u001b[31mred\u001b[0m \u0007',
]

const clause = specification.clauses.find(({ level }) => level === 'MUST')
const should = specification.clauses.find(({ level }) => level === 'SHOULD')

/** A report in which everything that a candidate can say is `text`. */
export function reportSaying(text: string): Report {
  if (clause === undefined || should === undefined) throw new Error('No such clauses.')
  const none = {
    pass: 0,
    fail: 0,
    hang: 0,
    crash: 0,
    skip: 0,
    deviation: 0,
    consequence: 0,
    blocked: 0,
    inconclusive: 0,
    untestable: 0,
  }
  const row = (id: string, level: CheckResult['level'], situation: string): CheckResult => ({
    clause: id,
    level,
    profile: 'core',
    situation,
    status: 'fail',
    durationMs: 1,
    expected: text,
    actual: text,
    message: `It threw ${text}.`,
    hint: text,
    at: `/repo/packages/loop/src/${text.replaceAll('\n', '')}.ts:12:3`,
    rerun: `npx loop-conformance ${text}`,
    program: { language: 'typescript', text: `const a = 1 // ${text}`, statements: text },
    trace: [
      { label: text, detail: text },
      { label: `${text} step 1`, lane: `task ${text}`, turn: 1 },
      { label: 'due', lane: text },
    ],
    violatedEdge: { before: text, after: 'due' },
  })
  const deviant = specification.clauses.find((one) => one !== clause && one !== should)?.id ?? ''
  return {
    suite: { name: 'loop-conformance', version: '0', spec: '0.1.0', hash: '' },
    candidate: { name: text, version: text, profiles: ['core'], entry: text, hash: '' },
    environment: { runtime: text, platform: 'x', cpus: 1 },
    seed: 1,
    partial: false,
    verdict: 'non-conformant',
    summary: { must: { ...none, fail: 2, deviation: 1 }, should: { ...none, fail: 1 }, may: none },
    durationMs: 3,
    findings: [text],
    results: [
      row(clause.id, 'MUST', text),
      row(clause.id, 'MUST', `another ${text}`),
      row(should.id, 'SHOULD', text),
      {
        ...row(deviant, 'MUST', text),
        status: 'deviation',
        deviation: { clause: deviant, reason: text, issue: text },
      },
    ],
  }
}
