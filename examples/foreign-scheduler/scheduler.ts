/** Cancels a job. */
export interface Job {
  cancel(): void
}

/** A typical scheduler: a job is a macrotask, may be delayed, and gets its lateness in milliseconds. */
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
