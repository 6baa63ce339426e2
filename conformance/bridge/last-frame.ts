import { fstatSync, readSync } from 'node:fs'
import { isAuthors, type Frame } from '../harness/index.ts'

const longest = 65_536

/** The innermost frame of an author's code in the last stack that an interpreter wrote into the file. Null if there is none. */
export function lastFrame(descriptor: number): Frame | null {
  const { size } = fstatSync(descriptor)
  const bytes = Buffer.alloc(Math.min(size, longest))
  readSync(descriptor, bytes, 0, bytes.length, size - bytes.length)
  const stack = bytes.toString('utf8').split('most recent call first').at(-1) ?? ''
  const lines = stack.matchAll(/^ {2}File "([^"]+)", line (\d+) in (.+)$/gm)
  const frames = [...lines].map(([, file = '', line = '', functionName = '']) => ({
    at: `${file}:${line}`,
    functionName,
  }))
  return frames.find(({ at }) => isAuthors(at)) ?? null
}
