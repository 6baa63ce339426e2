import { existsSync, readFileSync } from 'node:fs'
import { programFile } from '../../../scripts/results/programs.ts'
import { escapeForVue } from '../html.ts'

interface Printed {
  /** `asyncio`, or the candidate. */
  readonly who: string
  readonly text: string
}

/** What the docstring of a program says that it prints: on asyncio, and on the loop. */
export function printedBy(program: string): readonly Printed[] {
  const docstring = /^"""([\s\S]*?)"""/.exec(program)?.[1] ?? ''
  return [...docstring.matchAll(/^(\S.*) prints:\n((?: {4}.*(?:\n|$)|\n)+)/gm)].map(
    ([, who = '', text = '']) => ({
      who,
      text: text.replaceAll(/^ {4}/gm, '').trim(),
    }),
  )
}

/** The program of a deviation, folded, below what it prints on asyncio and on the loop. Empty if there is none. */
export function programOf(loop: string, clause: string): string {
  const file = programFile(loop, clause)
  if (!existsSync(file)) return ''
  const program = readFileSync(file, 'utf8').trimEnd()
  const prints = printedBy(program).map(
    ({ who, text }) =>
      `<figure><figcaption>${escapeForVue(who === 'asyncio' ? who : loop)} prints</figcaption><pre tabindex="0"><code>${inPre(text)}</code></pre></figure>`,
  )
  return `${prints.length === 0 ? '' : `<div class="prints">${prints.join('')}</div>\n\n`}<details class="program"><summary>The program, in plain asyncio</summary>

\`\`\`\`python
${program}
\`\`\`\`

</details>
`
}

/** An empty line would end the block of HTML. */
function inPre(text: string): string {
  return escapeForVue(text).replaceAll(/\n(?=\n)/g, '\n&#8203;')
}
