import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { loopsFolder, type LoopRecord } from '../../../scripts/results/loop-record.ts'
import { escapeForVue } from '../html.ts'

/** The drafts of reports to the authors of a loop, folded, as a person would paste them. Empty if there is none. */
export function drafts({ name, issues }: LoopRecord): string {
  const folder = path.join(loopsFolder, name, 'reports')
  if (!existsSync(folder)) return ''
  const files = readdirSync(folder).filter((file) => file.endsWith('.md'))
  if (files.length === 0) return ''
  const place = issues === undefined ? '' : ` Issues of ${name} are [here](${issues}).`
  return `## Drafts of reports

Each is ready to be sent by a person. **None is sent.**${place}

${files.map((file) => draft(readFileSync(path.join(folder, file), 'utf8'))).join('\n')}`
}

function draft(text: string): string {
  const title = /^# (.*)$/m.exec(text)?.[1]?.replaceAll('`', '') ?? 'A draft'
  return `<details class="program"><summary>${escapeForVue(title)}</summary>

~~~~~~md
${text.trim()}
~~~~~~

</details>
`
}
