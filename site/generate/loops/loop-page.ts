import { escapeForVue, count } from '../html.ts'
import { inlineHtml } from '../inline.ts'
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
    ['Judged version', judgedVersion(loop)],
    ['Repository', repository === undefined ? undefined : link(repository)],
    ['Issues', issues === undefined ? undefined : link(issues)],
    [
      'It claims',
      claims === undefined
        ? undefined
        : `${inlineHtml(claims.text)} <span class="said">${escapeForVue(claims.source)}</span>`,
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

/** The newest version that was judged, and its day; nothing for what has no package. PyPI may have a newer one. */
function judgedVersion({ record, results: [{ version }] }: JudgedLoop): string | undefined {
  const released = record.runs.find((run) => run.version === version)?.released
  if (record.package === undefined) return undefined
  return escapeForVue(released === undefined ? version : `${version}, released on ${released}`)
}

function link(url: string, text = url.replace(/^https:\/\//, '')): string {
  return `<a href="${escapeForVue(url)}">${escapeForVue(text)}</a>`
}

/** The newest version on its newest interpreter, in a few sentences. */
function found({ results: [newest] }: JudgedLoop): string {
  const { must, should } = notKeptIn(newest)
  const words = {
    conforms: 'conforms: it keeps every MUST.',
    'core only': `keeps every MUST of the core. Of the other profiles it does not keep ${String(must)} MUST.`,
    'does not conform': `does not conform: it does not keep ${String(must)} MUST.`,
  }[gradeOf(newest)]
  const more = should === 0 ? '' : ` ${String(should)} SHOULD ${should === 1 ? 'is' : 'are'} not kept.`
  const { candidate, summary } = newest.report
  const asked = `Profiles: ${candidate.profiles.join(', ')}. ${count(summary.must.pass + summary.should.pass, 'check')} passed.`
  const { version, python } = newest
  const subject = version.startsWith(`${python}.`)
    ? `On Python ${version} it`
    : `${version} on Python ${python}`
  return `${escapeForVue(subject)} ${words}${more} <span class="said">${asked}</span>`
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
