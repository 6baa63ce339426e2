import { readArtefact } from '../../../scripts/evidence/artefacts.ts'
import type { Page } from '../page.ts'
import { relink } from '../routes.ts'
import { figures, notBuiltHere, type FiguresPath } from './not-built-here.ts'

/** A page that a command has written as Markdown, or what it would show and how to build it. */
export function artefactPage(at: FiguresPath, artefact: string): Page {
  const text = readArtefact(artefact)
  if (text === null) return notBuiltHere(at)
  return { path: at, title: figures[at].title, markdown: relink(text, `evidence/${artefact}`) }
}
