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

/**
 * The checks of streams that draw how much is sent take a fifth of the time. They stay for faults of what carries bytes. The other faults
 * meet streams in the checks that draw nothing.
 */
const withoutAmounts = withoutPrograms.filter(
  ({ clause, situation }) => !(clause.startsWith('streams.') && /\bany\b/.test(situation)),
)
const carriesBytes = /^(streams|transports|server|unix|successor)\./

function suiteFor(declared: readonly [string, ...string[]]): typeof suite {
  const [clause] = declared
  if (clause.startsWith('tls.')) return ofTls
  if (clause === 'streams.goes-on-encrypted') return ofEncryptedStreams
  if (clause.startsWith('programs.')) return suite
  return declared.some((id) => carriesBytes.test(id)) ? withoutPrograms : withoutAmounts
}

async function judgeByName(name: string): Promise<JudgedFault> {
  const fault = byName.get(name)
  if (fault === undefined) throw new Error(`There is no fault ${name}.`)
  const declared = [fault.clause, ...Object.keys(fault.alsoBreaks ?? {})] as const
  const { report, causes } = await judgeFault(fault.adapter, [...declared].sort(), {
    suite: suiteFor(declared),
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
