import { existsSync } from 'node:fs'
import type { Page } from './page.ts'

/** The page on which a loop can be edited and judged. A site without `site/playground` has no such page. */
export function playgroundPages(): readonly Page[] {
  if (!existsSync('site/playground/index.ts')) return []
  return [
    {
      path: '/playground/',
      title: 'Playground',
      description: 'Edit an event loop and run the suite on it, in the browser.',
      kind: 'wide',
      markdown: `# Playground

Edit a loop, and run the suite on it in this page. Nothing has to be installed.

<div id="playground" class="vp-raw" v-once></div>
`,
    },
  ]
}
