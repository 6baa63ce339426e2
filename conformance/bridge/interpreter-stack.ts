import { fstatSync, ftruncateSync, readSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { authorsFrame, isAuthors, type Frame } from '../harness/index.ts'

const mostBytes = 65_536
const looks = 40
const betweenLooksMs = 5

/**
 * The innermost frame of an author's code in the last stack that an interpreter has written into the file. Null if there is
 * none.
 */
export function lastFrame(descriptor: number): Frame | null {
  const { size } = fstatSync(descriptor)
  const bytes = Buffer.alloc(Math.min(size, mostBytes))
  readSync(descriptor, bytes, 0, bytes.length, size - bytes.length)
  const stack = bytes.toString('utf8').split('most recent call first').at(-1) ?? ''
  const lines = stack.matchAll(/^ {2}File "([^"]+)", line (\d+) in (.+)$/gm)
  const frames = [...lines].map(([, file = '', line = '', functionName = '']) => ({
    at: `${file}:${line}`,
    functionName,
  }))
  const own = frames.filter(({ at }) => isAuthors(at))
  return authorsFrame(own)
}

/**
 * The frame of an author's Python code in which an interpreter is now. Null if there is none on its stack, or if the
 * interpreter does not write its stack. It writes the stack into the file `stacks` when it receives SIGUSR1, even while it
 * spins.
 */
export async function whereInterpreterIs(pid: number, stacks: number): Promise<Frame | null> {
  try {
    ftruncateSync(stacks)
    process.kill(pid, 'SIGUSR1')
  } catch {
    // It has ended. The caller notices that by other means.
    return null
  }
  for (let look = 0; look < looks; look++) {
    await sleep(betweenLooksMs)
    const frame = lastFrame(stacks)
    if (frame !== null) return frame
  }
  return null
}
