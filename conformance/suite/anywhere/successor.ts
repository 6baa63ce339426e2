import type { Check } from '../../harness/index.ts'
import { anywhereWith } from '../support/anywhere.ts'
import { rehearse } from '../support/successor.ts'

export const successorAnywhereChecks: readonly Check[] = [
  anywhereWith(
    'successor.names-go-through-getaddrinfo',
    'createConnection() to a name, and to an address',
    'true true true',
    (t, loop) => Promise.resolve({ ...rehearse(t, {}, loop), calls: 0 }),
    (_scene, rehearsal) => {
      const { start, lookups, attempts } = rehearsal
      // Each call has a port of its own.
      const port = 1000 + rehearsal.calls++
      const isName = port % 2 === 0
      const task = start(isName ? 'name.example' : '10.1.2.3', port, { family: 4 })
      return () => {
        const looked = lookups
          .filter((one) => one.port === port)
          .map(({ host, options }) => [host, options?.family])
        const tried = attempts
          .filter(({ info }) => info.address.port === port)
          .map(({ info }) => info.address.host)
        return [
          looked.join() === (isName ? 'name.example,4' : ''),
          tried.join() === (isName ? '10.0.0.1' : '10.1.2.3'),
          task.done() && task.result().length === 2,
        ].join(' ')
      }
    },
  ),
]
