import type { Report } from '../../spec/index.ts'

/** The report with its hash. A host without cryptography, such as a page without TLS, adds no hash. */
export async function withIntegrity(report: Report): Promise<Report> {
  const integrity = await integrityOf(report)
  return integrity === null ? report : { ...report, integrity }
}

/** The hash of everything else in the report. Null if the host has no cryptography. */
export async function integrityOf({ integrity: _own, ...rest }: Report): Promise<string | null> {
  const { crypto } = globalThis as { crypto?: typeof globalThis.crypto }
  if (crypto?.subtle === undefined) return null
  const bytes = new TextEncoder().encode(canonicalJson(rest))
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return `sha256-${btoa(String.fromCharCode(...digest))}`
}

/** The same text for the same content: keys sorted, no spaces. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}
