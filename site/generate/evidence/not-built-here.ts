import { readFileSync } from 'node:fs'
import type { Page } from '../page.ts'
import { relink } from '../routes.ts'

interface Figures {
  /** The heading of its section in `docs/how-we-know.md`. */
  readonly title: string
  /** What builds it. */
  readonly command: string
}

/** The pages that show what commands found out. */
export const figures = {
  '/evidence/kill-table/': { title: 'The kill table', command: 'npm run docs' },
  '/evidence/cross-check/': { title: 'Generated programs', command: 'npm run cross-check' },
  '/evidence/mutants/': { title: 'The mutants of the reference', command: 'npm run mutants' },
  '/evidence/strange/': { title: 'Strange faults', command: 'npm run strange' },
  '/evidence/soak/': { title: 'Loops that conform, under load', command: 'npm run soak' },
  '/evidence/many-programs/': {
    title: 'Loops that conform, with many programs',
    command: 'npm run programs',
  },
  '/evidence/large-amounts/': { title: 'Large amounts', command: 'npm run large' },
} as const satisfies Readonly<Record<string, Figures>>

export type FiguresPath = keyof typeof figures

const file = 'docs/how-we-know.md'

/** A page that says what it would show, and which command builds it. */
export function notBuiltHere(at: FiguresPath): Page {
  const { title, command } = figures[at]
  return {
    path: at,
    title,
    markdown: `# ${title}

**It is not built here.** Run \`${command}\` in a clone of the repository${command === 'npm run docs' ? '' : ', then `npm run docs`'}.

${relink(sectionOf(title), file)}`,
  }
}

/** The section of `docs/how-we-know.md` under this heading. Throws if there is none. */
function sectionOf(title: string): string {
  const [, section] = readFileSync(file, 'utf8').split(`\n### ${title}\n`)
  if (section === undefined) throw new Error(`${file} has no section "### ${title}".`)
  return section.split(/^##/m)[0]?.trim() ?? ''
}
