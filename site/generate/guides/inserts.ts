import { readFileSync } from 'node:fs'
import { namesSideBySide } from './names-side-by-side.ts'
import type { Insert } from './guide-page.ts'

/** What the guides show that is generated, by its name in `<!-- site: name -->`. */
export const inserts: Readonly<Record<string, Insert>> = {
  'names-side-by-side': namesSideBySide,
  'life-of-a-task': () => diagram('life-of-a-task'),
  'one-turn': () => diagram('one-turn'),
  'create-connection': () => diagram('create-connection'),
  'transport-states': () => diagram('transport-states'),
}

/** A drawing as part of the page, so that it takes the colours of the page. */
function diagram(name: string): string {
  const svg = readFileSync(`site/diagrams/${name}.svg`, 'utf8').trim().replaceAll(/\n\s*/g, '\n')
  const title = /<title[^>]*>(.*?)<\/title>/.exec(svg)?.[1] ?? name
  return `<figure class="diagram" tabindex="0" role="group" aria-label="${title}">\n${svg}\n</figure>`
}
