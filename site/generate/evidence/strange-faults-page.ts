import { readFileSync } from 'node:fs'
import { readArtefact } from '../../../scripts/evidence/artefacts.ts'
import { recordFile } from '../../../scripts/strange/record-file.ts'
import type { Page } from '../page.ts'
import { relink } from '../routes.ts'
import { figures } from './not-built-here.ts'

/** What `npm run strange` found out here, or else the tables that were recorded. */
export function strangeFaults(): string {
  return readArtefact('strange.md') ?? readFileSync(recordFile, 'utf8')
}

export function strangeFaultsPage(): Page {
  const at = '/evidence/strange/'
  return { path: at, title: figures[at].title, markdown: relink(strangeFaults(), recordFile) }
}
