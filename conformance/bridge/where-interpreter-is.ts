import { ftruncateSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Frame } from '../harness/index.ts'
import { lastFrame } from './last-frame.ts'

const looks = 40
const betweenLooksMs = 5

/**
 * The frame of an author's Python code in which an interpreter is. Null if there is none on its stack, or if the interpreter
 * does not write its stack. An interpreter writes its stack into a file when it receives a signal, even while it spins.
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
