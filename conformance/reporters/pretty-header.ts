import { painter } from './paint.ts'

/** The first line on the screen. It needs nothing that takes time to load. */
export function prettyHeader(version: string, entry: string, color: boolean): string {
  const paint = painter(color)
  return `${paint('bold', 'loop-conformance')} ${paint('dim', `${version} · ${entry}`)}\n\n`
}
