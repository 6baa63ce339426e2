import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of this package: that of `dist/conformance/supervisor` or of `conformance/supervisor`, less both. */
const here = path.dirname(fileURLToPath(import.meta.url))
const compiled = path.resolve(here, '..', '..')
const root = path.basename(compiled) === 'dist' ? path.dirname(compiled) : compiled

const ours = [
  'conformance/harness',
  'conformance/suite',
  'conformance/supervisor',
  'conformance/candidate',
  'spec',
]

/** Whether a place, `file:line:column`, is the candidate's own: neither the host's, nor ours. */
export function isOfCandidate(place: string, { orReference = false } = {}): boolean {
  if (place === '' || place.startsWith('node:')) return false
  const folders = orReference ? ours : [...ours, 'reference']
  return !folders.some((folder) =>
    [root, path.join(root, 'dist')].some((base) => place.startsWith(path.join(base, folder) + path.sep)),
  )
}

/** The first place of an error's stack that is the candidate's own. */
export function candidateLine(stack: string | undefined): string | null {
  const places = (stack ?? '').split('\n').flatMap((line) => {
    const place = /((?:file:\/\/|data:|node:|\/|[A-Za-z]:\\).*?:\d+(?::\d+)?)\)?$/.exec(line.trim())?.[1]
    return place === undefined ? [] : [place.startsWith('file:') ? pathOf(place) : place]
  })
  return places.find((place) => isOfCandidate(place)) ?? null
}

function pathOf(place: string): string {
  const [, url = place, rest = ''] = /^(.*?)((?::\d+)+)$/.exec(place) ?? []
  try {
    return fileURLToPath(url) + rest
  } catch {
    return place
  }
}
