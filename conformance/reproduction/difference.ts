import type { Trial } from './trials.ts'

/** Where what two programs print differs first. `undefined`: that one has printed nothing more. */
export interface FirstDifference {
  readonly asyncio: string | undefined
  readonly candidate: string | undefined
}

/** Finds where the two outputs differ first. Null if they do not, or if the program fails on asyncio. */
export function firstDifference({ asyncio, candidate }: Trial): FirstDifference | null {
  if (/^(ends with|does not end|is ended by)/.test(asyncio.at(-1) ?? '')) return null
  const length = Math.max(asyncio.length, candidate.length)
  for (let line = 0; line < length; line++)
    if (asyncio[line] !== candidate[line]) return { asyncio: asyncio[line], candidate: candidate[line] }
  return null
}

/** Whether a shorter program still shows the same thing: one of the two lines is the one that it was. */
export function isSame(one: FirstDifference, other: FirstDifference | null): boolean {
  if (other === null) return false
  const isSameLine = (a: string | undefined, b: string | undefined): boolean => a !== undefined && a === b
  return (
    isSameLine(one.asyncio, other.asyncio) ||
    (isSameLine(one.candidate, other.candidate) && one.asyncio === undefined)
  )
}
