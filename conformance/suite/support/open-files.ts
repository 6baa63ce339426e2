/** What attempts that fail or are cancelled leave open. */
import type { EventLoop } from '../../../spec/index.ts'
import type { CheckContext } from '../../harness/index.ts'

/** A loop may close a socket some iterations late. */
const mostLooks = 50
const stepMs = 5

async function runShortly(loop: EventLoop): Promise<void> {
  loop.callLater(stepMs, () => loop.stop())
  await loop.runForever()
}

/**
 * Does something twice, and demands that the second time leaves no more files and sockets open than the first. What a loop opens once, it
 * may keep.
 */
export async function leavesNothingOpen(
  t: CheckContext,
  loop: EventLoop,
  what: string,
  act: () => Promise<void>,
): Promise<void> {
  await act()
  for (let step = 0; step < 3; step++) await runShortly(loop)
  const before = t.instruments.openFiles()
  await act()
  let more = t.instruments.openFiles() - before
  for (let look = 0; look < mostLooks && more > 0; look++) {
    await runShortly(loop)
    more = t.instruments.openFiles() - before
  }
  t.that(
    more <= 0,
    `${what} leave no socket open`,
    `${String(more)} more files and sockets are open than before`,
  )
}
