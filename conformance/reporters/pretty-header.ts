import { painter } from './paint.ts'

/** The first line of the output. This module loads quickly, so that the line appears at once. */
export function prettyHeader(version: string, entry: string, color: boolean): string {
  const paint = painter(color)
  return `${paint('bold', 'loop-conformance')} ${paint('dim', `${version} · ${entry}`)}\n\n`
}
