import type { Attempt, Check } from '../harness/index.ts'

/**
 * Tries a run that should be refused. Whether it throws at the call or its promise rejects is a clause of its own, so both
 * count here. Ask for the outcome after the host has had a turn: a run that was accepted has not ended by then, or has.
 */
export function tryRun(check: Check, start: () => PromiseLike<unknown>): () => Attempt<unknown> {
  const call = check.attempt(start)
  if (call.threw || typeof (call.value as { then?: unknown } | undefined)?.then !== 'function')
    return () => call
  let outcome: Attempt<unknown> = { threw: false, value: 'a run that goes on' }
  call.value.then(
    (value) => {
      outcome = { threw: false, value }
    },
    (error: unknown) => {
      outcome = { threw: true, error }
    },
  )
  return () => outcome
}
