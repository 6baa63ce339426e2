import type { Trial } from './trials.ts'

/** Where what two programs print differs first. `undefined`: that one has printed nothing more. */
export interface FirstDifference {
  readonly asyncio: string | undefined
  readonly candidate: string | undefined
}

/** The lines with which a trial says that a program did not just end. */
const ending = /^(ends with|does not end|is ended by)/

/** Finds where the two outputs differ first. Null if they do not, or if the program fails on asyncio. */
export function firstDifference({ asyncio, candidate }: Omit<Trial, 'seconds'>): FirstDifference | null {
  if (ending.test(asyncio.at(-1) ?? '')) return null
  const length = Math.max(asyncio.length, candidate.length)
  for (let line = 0; line < length; line++)
    if (asyncio[line] !== candidate[line]) return { asyncio: asyncio[line], candidate: candidate[line] }
  return null
}

/** Whether a shorter program still shows the same thing. What asyncio prints does not matter if the candidate does not just end. */
export function isSame(one: FirstDifference, other: FirstDifference | null): boolean {
  if (other === null || withoutMessage(one.candidate) !== withoutMessage(other.candidate)) return false
  return ending.test(one.candidate ?? '') || one.asyncio === other.asyncio
}

/** The message of an exception may hold an address. */
function withoutMessage(line: string | undefined): string | undefined {
  return line?.replace(/^(ends with \w+):.*/, '$1')
}
