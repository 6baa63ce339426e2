import type { BridgedAdapter } from '../../spec/index.ts'

/** A sentence for each version to come that breaks overrides. They are no failures: the candidate runs on an older version. */
export function comingBreaks(adapter: BridgedAdapter): string[] {
  const later = (adapter.refusedOverrides?.() ?? []).filter(({ isNow }) => !isNow)
  const versions = [...new Set(later.map(({ since }) => since))].sort((a, b) => minorOf(a) - minorOf(b))
  return versions.map((version) => {
    const methods = [...new Set(later.filter(({ since }) => since === version).map(({ method }) => method))]
    return `CPython ${version} breaks ${listed(methods)}: it passes other arguments than ${methods.length === 1 ? 'that takes' : 'those take'}. loop-conformance hooks says what to write.`
  })
}

const mostListed = 4

function listed(methods: readonly string[]): string {
  const shown = methods.slice(0, mostListed)
  const rest = methods.length - shown.length
  if (rest > 0) return `${shown.join(', ')} and ${String(rest)} more`
  const last = shown.at(-1) ?? ''
  return shown.length === 1 ? last : `${shown.slice(0, -1).join(', ')} and ${last}`
}

/** `3.15` is 15. */
function minorOf(version: string): number {
  return Number(version.split('.')[1])
}
