import type { Runtime } from '../runtime.ts'

/** Why this runtime cannot run the checks in processes of their own, and what to do. Null if it can. */
export function whySupervisionFails({ kind, words }: Runtime): string | null {
  if (kind !== 'deno') return null
  return (
    `The checks cannot run in processes of their own here.\nFound:    ${words}, which has no workers in its child processes that can be watched\n` +
    'Expected: the option --in-process. A loop that spins then stops the run. Or Node 20 or later.'
  )
}
