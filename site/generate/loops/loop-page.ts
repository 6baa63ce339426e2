import { existsSync, readFileSync } from 'node:fs'
import { failingClauses } from '../../../scripts/results/committed-report.ts'
import type { CommittedResult } from '../../../scripts/results/committed-results.ts'
import { relink } from '../routes.ts'
import type { Page } from '../page.ts'
import { reportPath, results } from './standing.ts'

export const loops: readonly string[] = [...new Set(results.map(({ loop }) => loop))]

/** A judged loop: its versions, and the explanation of each deviation. */
export function loopPage(loop: string): Page {
  const versions = results.filter((result) => result.loop === loop)
  return {
    path: `/loops/${loop}/`,
    title: loop,
    description: `Which clauses of the contract ${loop} keeps, and why it does not keep the others.`,
    markdown: `# ${loop}

| version | interpreter | verdict | clauses not kept |
| --- | --- | --- | ---: |
${versions.map(row).join('\n')}

Judged as \`npx loop-conformance ${versions[0]?.report.candidate.entry ?? ''}\`.

${explanation(loop)}`,
  }
}

function row(result: CommittedResult): string {
  const { version, python, report } = result
  const interpreter = `CPython ${python}`
  const verdict = report.verdict === 'non-conformant' ? '**does not conform**' : 'conforms'
  const failing = failingClauses(report).length
  return `| [${version}](${reportPath(result)}) | ${interpreter} | ${verdict} | ${failing === 0 ? 'none' : String(failing)} |`
}

function explanation(loop: string): string {
  const file = `loops/${loop}/deviations.md`
  if (!existsSync(file)) return 'It keeps every clause that was checked.\n'
  const [, ...lines] = readFileSync(file, 'utf8').split('\n')
  return relink(lines.join('\n').replaceAll(/^## `([a-z-]+)\.([a-z-]+)` · (.*)$/gm, heading), file)
}

/** `## task.name · kind`, with an anchor and the way to the clause. */
function heading(_line: string, area: string, truth: string, kind: string): string {
  return `## ${area}.${truth} {#${truth}}\n\n<p class="tags"><span class="tag">${kind}</span> <a href="@/spec/${area}/#${truth}">the clause</a></p>\n`
}
