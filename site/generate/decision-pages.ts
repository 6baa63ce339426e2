import { readdirSync, readFileSync } from 'node:fs'
import { guidePage } from './guides/guide-page.ts'
import type { Page } from './page.ts'

const folder = 'docs/decisions'

/** The decisions, and a page that lists them. */
export function decisionPages(): readonly Page[] {
  const pages = readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .map((name) => guidePage(`/decisions/${name.replace('.md', '')}/`, `${folder}/${name}`))
  const items = pages.map(({ path, from, title }) => `- [${title}](${path}): ${firstSentence(from ?? '')}`)
  return [
    ...pages,
    {
      path: '/decisions/',
      title: 'Decisions',
      markdown: `# Decisions\n\nEach page explains a choice that a reader may not expect: what was chosen, why, and what was measured.\n\n${items.join('\n')}\n`,
    },
  ]
}

function firstSentence(file: string): string {
  const [, paragraph = ''] = readFileSync(file, 'utf8').split('\n\n')
  const text = paragraph.replaceAll('\n', ' ').replace(/^\*\*\w+\.\*\* /, '')
  return /^.*?[.:](?= |$)/.exec(text)?.[0].replace(/:$/, '.') ?? text
}
