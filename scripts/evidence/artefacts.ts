import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/**
 * What commands find out about the kit. It is not committed: each command writes its own file here, and the site shows the
 * files that are here when it is built.
 */
export const evidenceFolder = 'evidence'

/** Returns the text of a file in the folder, or null if no command has written it. */
export function readArtefact(name: string): string | null {
  const file = path.join(evidenceFolder, name)
  return existsSync(file) ? readFileSync(file, 'utf8') : null
}

/** Writes a file of the folder, and returns its path. */
export function writeArtefact(name: string, text: string): string {
  const file = path.join(evidenceFolder, name)
  mkdirSync(evidenceFolder, { recursive: true })
  writeFileSync(file, text)
  return file
}
