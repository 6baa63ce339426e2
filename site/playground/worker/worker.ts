/** The web worker of the playground: it loads the loop of the editor and runs the checks that it is given. */
import './no-network.ts'
import './set-immediate.ts'
import { setUpCandidate } from '../../../conformance/candidate/set-up-candidate.ts'
import {
  CandidateError,
  captureHost,
  keyOf,
  runAgain,
  runCheck,
  type Candidate,
  type CheckOutcome,
} from '../../../conformance/harness/index.ts'
import { suite } from '../../../conformance/suite/index.ts'
import { factsOf } from '../../../conformance/supervisor/protocol.ts'
import { specification, type LoopAdapter } from '../../../spec/index.ts'
import type { News, Request } from '../protocol.ts'
import { EscapedErrors } from './escaped-errors.ts'
import { evaluate } from './evaluate.ts'

interface WorkerScope {
  postMessage(message: News): void
  onmessage: ((event: MessageEvent<Request>) => void) | null
}

// All of this is taken before the loop is loaded, which may replace what it likes.
const scope = globalThis as unknown as WorkerScope
const post = scope.postMessage.bind(scope)
const host = captureHost()
const tests = new Map(suite.map((test) => [keyOf(test), test]))
const clauses = new Map(specification.clauses.map((clause) => [clause.id, clause]))
const escaped = new EscapedErrors((error) => post({ what: 'escaped', ...error }))

let adapter: LoopAdapter | null = null
let candidate: Candidate | null = null

async function serve(request: Request): Promise<void> {
  switch (request.ask) {
    case 'load':
      return load(request.candidate)
    case 'check':
      post({ what: 'started', key: request.key })
      post({ what: 'settled', key: request.key, ...(await judge(request.key, request.deadlineMs)) })
      return
    case 'again': {
      const run = async (): Promise<CheckOutcome> => (await judge(request.key, request.deadlineMs)).outcome
      const intermittent = await runAgain(run, () => host.now())
      post({ what: 'repeated', key: request.key, intermittent })
      return
    }
    case 'teardown':
      await adapter?.teardown?.()
      post({ what: 'tore down' })
  }
}

async function load(given: Extract<Request, { ask: 'load' }>['candidate']): Promise<void> {
  try {
    adapter = await evaluate(given)
    candidate = await setUpCandidate(adapter)
    post({ what: 'loaded', facts: factsOf(adapter), hasTeardown: adapter.teardown !== undefined })
  } catch (error) {
    if (!(error instanceof CandidateError)) throw error
    post({ what: 'refused', message: error.message })
  }
}

async function judge(key: string, deadlineMs: number): Promise<{ outcome: CheckOutcome; silent: boolean }> {
  const test = tests.get(key)
  const clause = test && clauses.get(test.clause)
  const loaded = candidate
  if (test === undefined || clause === undefined || loaded === null)
    throw new Error(`This worker cannot run the check "${key}".`)
  let silent = false
  const outcome = await escaped.watch((errors) =>
    runCheck(test, clause, {
      candidate: loaded,
      host,
      deadlineMs,
      onEvent: (event) => post({ what: 'event', event }),
      onDeadline: () => (silent = true),
      escaped: () => errors,
    }),
  )
  return { outcome, silent }
}

let served: Promise<void> = Promise.resolve()
scope.onmessage = ({ data }) => {
  served = served
    .then(() => serve(data))
    .catch((error: unknown) => {
      post({ what: 'broken', stack: String((error as Error | undefined)?.stack ?? error) })
    })
}
post({ what: 'booted', tests: suite.map(({ run: _run, ...facts }) => facts) })
