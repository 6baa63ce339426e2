import { readFileSync } from 'node:fs'

/** The text of a file, without the mark that some editors put in front of it. */
export function readText(file: string): string {
  return readFileSync(file, 'utf8').replace(/^\uFEFF/, '')
}
