/** Callbacks of the host, in which a check calls the loop. */
import { show, type CheckContext } from '../../harness/index.ts'

/**
 * Returns a callback for the host. If `fn` throws, the check fails: the host has nobody to give the error to. It does nothing after
 * the check.
 */
export function fromHost(t: CheckContext, fn: () => void): () => void {
  return () => {
    if (t.finished) return
    const called = t.attempt(fn)
    if (!called.threw) return
    // The failure is kept. The host must not get this error either.
    t.attempt(() =>
      t.fail({
        message: `The candidate threw ${show(called.error)} in a callback of the host, where no error is expected.`,
        expected: 'no error',
        actual: `it threw ${show(called.error)}`,
      }),
    )
  }
}
