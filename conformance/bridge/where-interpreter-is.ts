import { ftruncateSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { lastPlace } from './last-place.ts'

const looks = 40
const betweenLooksMs = 5

/**
 * The line of somebody's Python code at which an interpreter is; null when there is none on its stack, or when it does not
 * say. It answers a signal, even while it spins, by writing into a file.
 */
export async function whereInterpreterIs(
  pid: number,
  places: number,
): Promise<{ functionName: string; at: string } | null> {
  try {
    ftruncateSync(places)
    process.kill(pid, 'SIGUSR1')
  } catch {
    // It has ended, which is noticed elsewhere.
    return null
  }
  for (let look = 0; look < looks; look++) {
    await sleep(betweenLooksMs)
    const place = lastPlace(places)
    if (place !== null) return place
  }
  return null
}
