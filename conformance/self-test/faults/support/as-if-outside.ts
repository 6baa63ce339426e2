import { peekRunningLoop, setRunningLoop } from '../../../../reference/index.ts'

/** Calls `start` as if no loop were running. */
export function asIfOutside<T>(start: () => T): T {
  const running = peekRunningLoop()
  setRunningLoop(null)
  try {
    return start()
  } finally {
    setRunningLoop(running)
  }
}
