import type { Clause, BridgedAdapter } from '../../spec/index.ts'

/** Why a clause does not apply to the candidate, in words for its row of the report. Null if it applies. */
export function whyNotApplicable(
  clause: Pick<Clause, 'profile' | 'javascript' | 'since' | 'until' | 'defect'>,
  { profiles = [], python }: Pick<BridgedAdapter, 'profiles' | 'python'>,
): string | null {
  const claimed: readonly string[] = ['core', ...profiles]
  if (!claimed.includes(clause.profile)) return `the profile ${clause.profile} is not claimed`
  if (python === undefined) return null
  if (clause.javascript !== undefined) return "a clause of JavaScript's own, and the candidate is in Python"
  const { since, until } = clause
  if (since !== undefined && isBefore(python.version, since))
    return `CPython keeps this since ${since}, and the candidate runs on ${python.version}`
  if (until !== undefined && !isBefore(python.version, until))
    return `CPython kept this until ${until}, and the candidate runs on ${python.version}`
  if (isDefectOf(python, clause))
    return `CPython ${python.version} itself has a defect here (${clause.defect})`
  return null
}

/** The interpreter has a published defect where the clause is about what it brings to every loop. */
export function isDefectOf<T extends Pick<Clause, 'defect'>>(
  python: { readonly version: string },
  clause: T,
): clause is T & { readonly defect: string } {
  return clause.defect !== undefined && hasDefect(python.version, clause.defect)
}

/**
 * The text begins with versions, each alone or the first and the last of several: `3.12.0, 3.13.0 to 3.13.2, cpython#1`.
 * `3.8 to 3.11` has every 3.11.
 */
function hasDefect(version: string, defect: string): boolean {
  return [...defect.matchAll(/(?<=^|, )([\d.]+)(?: to ([\d.]+))?(?=,)/g)].some(
    ([, first = '', last = first]) => {
      const digits = last.split('.').length
      return !isBefore(version, first) && !isBefore(last, version.split('.').slice(0, digits).join('.'))
    },
  )
}

/** Compares versions part by part, as many parts as `other` has. */
function isBefore(version: string, other: string): boolean {
  const parts = version.split('.').map(Number)
  for (const [index, due] of other.split('.').map(Number).entries()) {
    const found = parts[index] ?? 0
    if (found !== due) return found < due
  }
  return false
}
