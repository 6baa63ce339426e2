import type { Statements } from './statement.ts'

/** Calls of the latest timeout with a name, from anywhere. */
export const onTimeouts: Statements<'reschedule' | 'timeoutState'> = {
  reschedule: {
    act(run, { timeout: name, units }) {
      const timeout = run.timeouts.get(name)
      if (timeout === undefined) return
      const when = units === null ? null : run.loop.time() + run.delay(units)
      run.witness.quietly(`reschedule of ${name}`, () => timeout.reschedule(when))
    },
    print: ({ timeout, units }) => [`reschedule('${timeout}', ${String(units)})`],
  },
  timeoutState: {
    act(run, { timeout: name }) {
      const timeout = run.timeouts.get(name)
      if (timeout === undefined) return
      const when = timeout.when()
      const due = when === null ? 'never' : `at ${run.moment(when)}`
      run.witness.note(`${name} is due ${due}, expired: ${String(timeout.expired())}`)
    },
    print: ({ timeout }) => [`timeoutState('${timeout}')`],
  },
}
