import path from 'node:path'
import type { CheckResult } from '../../spec/index.ts'

/** The line of the candidate, relative to the folder when it is inside of it. */
export function whereShort({ at }: CheckResult, folder: string): string | undefined {
  if (at === undefined) return undefined
  const relative = path.relative(folder, at)
  return relative.startsWith('..') || path.isAbsolute(relative) ? at : relative
}
