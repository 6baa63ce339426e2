/** The worker thread of a unit: it loads the candidate and runs the checks it is given, one after the other. */
import { parentPort, workerData } from 'node:worker_threads'
import { specification, type BridgedAdapter } from '../../spec/index.ts'
import type { CandidateSource } from '../candidate/candidate-source.ts'
import { loadCandidate, setUpCandidate } from '../candidate/load-candidate.ts'
import { CandidateError, keyOf, runAgain, runCheck } from '../harness/index.ts'
import type { Candidate, Check, CheckOutcome, Location } from '../harness/index.ts'
import { EscapedErrors } from './escaped-errors.ts'
import { captureNodeHost } from './node-host.ts'
import { FlightRecorder } from './flight-recorder.ts'
import { writeJournal } from './journal.ts'
import { factsOf, type InterpreterStarted, type Request, type WorkerOptions } from './protocol.ts'
import { watchExits } from './watch-exits.ts'
import { watchWarnings } from './watch-warnings.ts'

if (parentPort === null) throw new Error('This module is the worker of a unit and runs in no other place.')
const port = parentPort

// All of this is taken before the candidate is loaded, which may replace what it likes.
const host = captureNodeHost()
const { suiteUrl, recorder: memory } = workerData as WorkerOptions
const recorder = new FlightRecorder(memory)
const { suite } = (await import(suiteUrl)) as { suite: readonly Check[] }
const tests = new Map(suite.map((test) => [keyOf(test), test]))
const clauses = new Map(specification.clauses.map((clause) => [clause.id, clause]))
const escaped = new EscapedErrors()
watchExits(() => escaped.guilty)
watchWarnings(() => escaped.guilty)
process.setSourceMapsEnabled(true)

let adapter: BridgedAdapter | null = null
let candidate: Candidate | null = null

/** A thread with nothing left to do emits this. During a check it means that the check can never end. */
let onStalled: (() => void) | null = null
process.on('beforeExit', () => onStalled?.())

async function load(source: CandidateSource): Promise<void> {
  writeJournal({ what: 'loading' })
  const refuse = (message: string): void => writeJournal({ what: 'refused', message })
  onStalled = () => refuse(waitsForEver(source.entry))
  try {
    adapter = await loadCandidate(source, { onStarted, onInterruptible, onLost })
    candidate = await setUpCandidate(adapter)
    writeJournal({ what: 'loaded', facts: factsOf(adapter), hasTeardown: adapter.teardown !== undefined })
  } catch (error) {
    if (!(error instanceof CandidateError)) throw error
    refuse(error.message)
  }
  onStalled = null
}

function onStarted(pid: number, stacks: number): void {
  const message: InterpreterStarted = { pid, stacks }
  port.postMessage(message)
}

function onInterruptible(interrupt: SharedArrayBuffer): void {
  const message: InterpreterStarted = { interrupt }
  port.postMessage(message)
}

/** Without its interpreter this unit is of no use: it ends, and the parent starts another one. */
function onLost(how: string, at: Location | null): never {
  writeJournal({ what: 'exit', how, key: escaped.guilty, ...(at === null ? {} : { at }) })
  process.kill(process.pid, 'SIGKILL')
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
}

function waitsForEver(entry: string): string {
  return (
    `${entry} waits, while it is loaded, for something that can never happen.\n` +
    'Found:    nothing is pending, and an await at the top level or in setup() goes on\n' +
    'Expected: a module that can be imported and then waits to be used.'
  )
}

async function runOne(key: string, deadlineMs: number): Promise<void> {
  recorder.clear()
  writeJournal({ what: 'started', key })
  writeJournal({ what: 'settled', key, ...(await judgeOne(key, deadlineMs)) })
}

async function repeat({ keys, deadlineMs, forMs }: Extract<Request, { ask: 'again' }>): Promise<void> {
  const end = host.now() + forMs
  const mayGoOn = (): boolean => host.now() < end
  for (const key of keys) {
    if (!mayGoOn()) break
    const runOnce = async (): Promise<CheckOutcome> => (await judgeOne(key, deadlineMs)).outcome
    writeJournal({ what: 'repeated', key, intermittent: await runAgain(runOnce, () => host.now(), mayGoOn) })
  }
  writeJournal({ what: 'repeated', key: null })
}

async function judgeOne(
  key: string,
  deadlineMs: number,
): Promise<{ outcome: CheckOutcome; silent: boolean }> {
  const test = tests.get(key)
  const clause = test && clauses.get(test.clause)
  if (test === undefined || clause === undefined || candidate === null)
    throw new Error(`This unit cannot run the check "${key}".`)
  // It may take a while, which is not the candidate's.
  if (test.needsServer === true) await host.server?.()
  let silent = false
  const outcome = await escaped.watch(key, (errors) =>
    runCheck(test, clause, {
      candidate: candidate as Candidate,
      host,
      deadlineMs,
      stalled: () => new Promise((resolve) => (onStalled = resolve)),
      onEvent: (event) => {
        recorder.record(event)
      },
      onDeadline: () => (silent = true),
      escaped: () => errors,
    }),
  )
  onStalled = null
  return { outcome, silent }
}

async function serve(request: Request): Promise<void> {
  if (request.ask === 'load') await load(request.source)
  if (request.ask === 'checks') for (const key of request.keys) await runOne(key, request.deadlineMs)
  if (request.ask === 'again') await repeat(request)
  if (request.ask === 'teardown') {
    await adapter?.teardown?.()
    writeJournal({ what: 'tore down' })
  }
}

let waiting = 0
let served: Promise<void> = Promise.resolve()
port.on('message', (request: Request) => {
  waiting++
  // While there is work, this port must not keep an otherwise idle thread awake: `beforeExit` is to be heard.
  port.unref()
  served = served
    .then(() => serve(request))
    .catch((error: unknown) => {
      writeJournal({ what: 'broken', stack: String((error as Error | undefined)?.stack ?? error) })
    })
    .then(() => {
      if (--waiting === 0) port.ref()
    })
})
