import { existsSync } from 'node:fs'
import type { Page } from './page.ts'

/** The page on which a loop can be edited and judged. There is none while `site/playground` is not there. */
export function playgroundPages(): readonly Page[] {
  if (!existsSync('site/playground/index.ts')) return []
  return [
    {
      path: '/playground/',
      title: 'Playground',
      description: 'Edit an event loop and run the suite on it, in the browser.',
      kind: 'wide',
      markdown: `# Playground

Edit a loop and run the suite on it, here, with nothing to install.

<div id="playground" class="vp-raw" v-once></div>
`,
    },
  ]
}
