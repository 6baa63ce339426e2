/**
 * A process that judges faults by their names, for `fault-judges.ts`. Checks wait a lot, so two of them are quicker than one, on one
 * processor too; and what a fault does to its process reaches no other test.
 */
import process from 'node:process'
import { suite } from '../suite/index.ts'
import { captureNodeHost } from '../supervisor/node-host.ts'
import { faults } from './faults/index.ts'
import { judgeFault } from './judge-fault.ts'
import { killOf, type Kill } from './kill-table.ts'

/** What the suite says of a fault. */
export interface JudgedFault {
  readonly kill: Kill
  /** The root causes, sorted. */
  readonly causes: readonly string[]
  /** The words of the checks of its clause that fail. */
  readonly said: string
}

const host = captureNodeHost()
const byName = new Map(faults.map((fault) => [fault.name, fault]))
/** An encrypted connection needs real sockets, which take seconds for the whole suite; and only TLS calls what these faults change. */
const ofTls = suite.filter(({ clause }) => clause.startsWith('tls.'))
const ofEncryptedStreams = suite.filter(({ clause }) => clause === 'streams.goes-on-encrypted')
/** The generated programs come last, and fail only if no clause does. They take a sixth of the time. */
const withoutPrograms = suite.filter(({ clause }) => !clause.startsWith('programs.'))

function suiteFor(clause: string): typeof suite {
  if (clause.startsWith('tls.')) return ofTls
  if (clause === 'streams.goes-on-encrypted') return ofEncryptedStreams
  return clause.startsWith('programs.') ? suite : withoutPrograms
}

async function judgeByName(name: string): Promise<JudgedFault> {
  const fault = byName.get(name)
  if (fault === undefined) throw new Error(`There is no fault ${name}.`)
  const declared = [fault.clause, ...Object.keys(fault.alsoBreaks ?? {})].sort()
  const { report, causes } = await judgeFault(fault.adapter, declared, {
    suite: suiteFor(fault.clause),
    host,
  })
  const failing = report.results.filter((row) => row.clause === fault.clause && row.status === 'fail')
  return {
    kill: killOf(fault, report, causes),
    causes,
    said: failing.map((row) => [row.message, row.case, row.expected, row.actual].join('\n')).join('\n'),
  }
}

// Faulty loops log a lot.
console.error = console.warn = () => undefined

process.on('message', (name: string) => {
  judgeByName(name).then(
    (judged) => process.send?.({ judged }),
    (error: unknown) => process.send?.({ error: String((error as Error | null)?.stack ?? error) }),
  )
})
process.on('disconnect', () => process.exit())
