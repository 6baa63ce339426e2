import { readFileSync } from 'node:fs'
import { SourceMap, type SourceMapPayload } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { Location } from '../harness/index.ts'

/** A script as the debugger describes it. */
export interface Script {
  readonly url: string
  readonly sourceMapURL?: string
}

/** A location in a script as one in the file that the author wrote. `line` and `column` count from zero. */
export function locationInSource(script: Script, line: number, column: number): Location {
  const written = findOrigin(script, line, column)
  return written ?? `${asPath(script.url)}:${String(line + 1)}:${String(column + 1)}`
}

function findOrigin({ url, sourceMapURL }: Script, line: number, column: number): Location | null {
  if (!sourceMapURL) return null
  try {
    const map = new SourceMap(readMap(new URL(sourceMapURL, url)))
    const entry = map.findEntry(line, column)
    if (!('originalSource' in entry)) return null
    const source = asPath(new URL(entry.originalSource, url).href)
    return `${source}:${String(entry.originalLine + 1)}:${String(entry.originalColumn + 1)}`
  } catch {
    // A map that is missing or broken: the line of the script itself is good enough.
    return null
  }
}

function readMap(url: URL): SourceMapPayload {
  if (url.protocol !== 'data:') return JSON.parse(readFileSync(url, 'utf8')) as SourceMapPayload
  const [head = '', ...rest] = url.href.split(',')
  const body = decodeURIComponent(rest.join(','))
  const text = head.endsWith(';base64') ? Buffer.from(body, 'base64').toString() : body
  return JSON.parse(text) as SourceMapPayload
}

function asPath(url: string): string {
  return url.startsWith('file:') ? fileURLToPath(url) : url
}
