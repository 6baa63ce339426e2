/** What takes a job back. */
export interface Job {
  cancel(): void
}

/** A scheduler as many are: a job is a macrotask, may be delayed, and is told how late it is, in milliseconds. */
export function schedule(job: (lateMs: number) => void, delayMs = 0): Job {
  const dueMs = performance.now() + delayMs
  const run = (): void => job(performance.now() - dueMs)
  if (delayMs === 0) {
    const immediate = setImmediate(run)
    return { cancel: () => clearImmediate(immediate) }
  }
  const timer = setTimeout(run, delayMs)
  return { cancel: () => clearTimeout(timer) }
}
