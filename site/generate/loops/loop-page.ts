import { escapeForVue, count } from '../html.ts'
import { linkIssues } from '../links.ts'
import type { Page } from '../page.ts'
import { badgeOf } from './badge.ts'
import { deviationSection } from './deviation-section.ts'
import { deviationsOf, introductionOf, type Deviation } from './deviation.ts'
import { drafts } from './drafts.ts'
import { history } from './history.ts'
import { interpreters, kindWords, loopPath, type JudgedLoop } from './judged-loop.ts'
import { gradeOf, notKeptIn } from './not-kept.ts'
import { howToRepeat } from './repeat.ts'

/** Everything that is known of a loop: what it is, what it claims, what was found, and how to repeat it. */
export function loopPage(loop: JudgedLoop): Page {
  const { name, record, results } = loop
  const [newest] = results
  return {
    path: loopPath(name),
    title: name,
    description: `Which clauses of the contract ${name} keeps, and why it does not keep the others.`,
    outline: 2,
    markdown: `# ${name}

${linkIssues(record.about)}

<div class="badge">${badgeOf(newest.report)}</div>

<dl class="facts">
${facts(loop)
  .map(([term, fact]) => `<div><dt>${term}</dt><dd>${fact}</dd></div>`)
  .join('\n')}
</dl>

${record.note ?? ''}

${otherwise(loop)}
## History

${history(loop)}
## Judge it yourself

${howToRepeat(newest)}
${drafts(record)}`,
  }
}

/** Names and values, in HTML. */
function facts(loop: JudgedLoop): readonly (readonly [string, string])[] {
  const { record, results } = loop
  const { package: named, repository, issues, claims } = record
  const all: readonly (readonly [string, string | undefined])[] = [
    ['Kind', kindWords[record.kind]],
    ['Package', named === undefined ? undefined : link(`https://pypi.org/project/${named}/`, named)],
    ['Repository', repository === undefined ? undefined : link(repository)],
    ['Issues', issues === undefined ? undefined : link(issues)],
    [
      'It claims',
      claims === undefined
        ? undefined
        : `${escapeForVue(claims.text)} <span class="said">${escapeForVue(claims.source)}</span>`,
    ],
    ['Found', found(loop)],
    [
      'Judged on',
      interpreters(results)
        .map((python) => `Python ${python}`)
        .join(', '),
    ],
  ]
  return all.filter((fact): fact is readonly [string, string] => fact[1] !== undefined)
}

function link(url: string, text = url.replace(/^https:\/\//, '')): string {
  return `<a href="${escapeForVue(url)}">${escapeForVue(text)}</a>`
}

/** The newest version on its newest interpreter, in a sentence. */
function found({ results: [newest] }: JudgedLoop): string {
  const { must, should, keepsCore } = notKeptIn(newest)
  const profiles = newest.report.candidate.profiles.join(', ')
  const words = {
    conforms: `${newest.version} conforms`,
    'core only': `${newest.version} keeps every MUST of the core, but not of the other profiles`,
    'does not conform': `${newest.version} does not conform`,
  }[gradeOf(newest)]
  const numbers =
    must + should === 0
      ? 'It keeps every clause that was checked.'
      : `It does not keep ${String(must)} MUST${keepsCore && must > 0 ? ', none of the core,' : ''} and ${String(should)} SHOULD.`
  return `${escapeForVue(words)}. ${numbers} <span class="said">Profiles: ${profiles}. ${count(newest.report.summary.must.pass, 'check')} of MUST passed.</span>`
}

function otherwise(loop: JudgedLoop): string {
  const deviations = deviationsOf(loop)
  const [{ version: newest }] = loop.results
  const isOld = ({ failsIn }: Deviation): boolean => failsIn.every(({ version }) => version !== newest)
  const sections = (some: readonly Deviation[]): string =>
    some.map((deviation) => deviationSection(loop, deviation)).join('\n')
  const [now, before] = [deviations.filter((one) => !isOld(one)), deviations.filter(isOld)]
  return `## What it does otherwise

${introductionOf(loop)}

${now.length === 0 ? `${loop.name} ${newest} keeps every clause that was checked.\n` : sections(now)}
${before.length === 0 ? '' : `## Only in older versions\n\n${newest} does not do this.\n\n${sections(before)}`}`
}
