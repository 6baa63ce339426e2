import { renamedProfiles } from '../../spec/clause.ts'

/** The known words that a misspelt one was probably meant to be, best first, three at most. */
export function nearMatches(word: string, known: Iterable<string>): string[] {
  const wanted = word.toLowerCase()
  const scored: { name: string; distance: number }[] = []
  for (const name of known) {
    const candidate = name.toLowerCase()
    const distance = editDistance(wanted, candidate)
    if (distance <= Math.max(1, Math.floor(candidate.length * 0.3))) scored.push({ name, distance })
    else if (wanted.length > 3 && candidate.includes(wanted))
      scored.push({ name, distance: candidate.length })
  }
  scored.sort((a, b) => a.distance - b.distance)
  return scored.slice(0, 3).map(({ name }) => name)
}

/** "Did you mean x or y?", or nothing when no known word is near. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const near = nearMatches(word, known)
  return near.length === 0 ? '' : `Did you mean ${near.join(', ').replace(/, ([^,]*)$/, ' or $1')}?`
}

/** What to say about a profile that has another name now; null for any other word. */
export function renamedProfile(profile: string): string | null {
  const name = renamedProfiles.get(profile)
  return name === undefined ? null : `The profile ${profile} is now called ${name}.`
}

/** Letters to insert, drop, replace or swap with a neighbour to get from one word to the other. */
function editDistance(from: string, to: string): number {
  const rows: number[][] = [Array.from({ length: to.length + 1 }, (_unused, index) => index)]
  const at = (row: number, column: number): number => rows[row]?.[column] ?? Infinity
  for (let i = 1; i <= from.length; i++) {
    const row = [i]
    rows.push(row)
    for (let j = 1; j <= to.length; j++) {
      const replaced = at(i - 1, j - 1) + (from[i - 1] === to[j - 1] ? 0 : 1)
      const swapped = from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1] ? at(i - 2, j - 2) + 1 : Infinity
      row.push(Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, replaced, swapped))
    }
  }
  return at(from.length, to.length)
}
