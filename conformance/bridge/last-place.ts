import { fstatSync, readSync } from 'node:fs'
import { isOfPython } from '../harness/first-foreign-line.ts'

const longest = 65_536

/** The innermost line of somebody's code in the last stack that an interpreter wrote into the file, if there is any. */
export function lastPlace(descriptor: number): { functionName: string; at: string } | null {
  const { size } = fstatSync(descriptor)
  const bytes = Buffer.alloc(Math.min(size, longest))
  readSync(descriptor, bytes, 0, bytes.length, size - bytes.length)
  const stack = bytes.toString('utf8').split('most recent call first').at(-1) ?? ''
  for (const [, file = '', line = '', functionName = ''] of stack.matchAll(
    /^ {2}File "([^"]+)", line (\d+) in (.+)$/gm,
  ))
    if (isOfCandidate(file)) return { functionName, at: `${file}:${line}` }
  return null
}

/** Neither the bridge nor the standard library. */
function isOfCandidate(file: string): boolean {
  return !file.startsWith('<') && !isOfPython(file)
}
