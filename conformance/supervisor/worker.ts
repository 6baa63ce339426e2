/** The worker thread of a unit: it loads the candidate and runs the checks it is given, one after the other. */
// This comes first: the harness remembers the globals when it is imported.
import { watchFinalizers } from './watch-finalizers.ts'
import { parentPort, workerData } from 'node:worker_threads'
import type { CandidateSource } from '../candidate/candidate-source.ts'
import type { LostInterpreter } from '../bridge/index.ts'
import { loadCandidate, setUpCandidate } from '../candidate/load-candidate.ts'
import { CheckServer, type Check, type WorkerRequest } from '../harness/index.ts'
import { EscapedErrors } from './escaped-errors.ts'
import { FlightRecorder } from './flight-recorder.ts'
import { openJournal, type WriteJournal } from './journal.ts'
import { lockKit } from './lock-kit.ts'
import { captureNodeHost } from './node-host.ts'
import type { InterpreterStarted, ToWorker, WorkerOptions } from './protocol.ts'
import { watchExits } from './watch-exits.ts'
import { watchWarnings } from './watch-warnings.ts'

if (parentPort === null)
  throw new Error('This module is the worker of a unit. It does not run anywhere else.')
const port = parentPort

// All of this is captured before the candidate is loaded, which may replace any global.
const host = captureNodeHost()
const { suiteUrl, recorder: memory } = workerData as WorkerOptions
const recorder = new FlightRecorder(memory)
const { suite } = (await import(suiteUrl)) as { suite: readonly Check[] }
const { pid } = process
const kill = process.kill.bind(process)
const { wait } = Atomics
const HostPromise = Promise
/** Nothing is written before the token has come, which is before the candidate is loaded. */
let write: WriteJournal = () => undefined
const writeJournal: WriteJournal = (entry) => write(entry)
const escaped = new EscapedErrors(writeJournal)
watchFinalizers(
  () => escaped.guilty,
  (error, key) => escaped.collectFinal(error, key),
)
watchExits(() => escaped.guilty, writeJournal)
watchWarnings(() => escaped.guilty, writeJournal)
lockKit(suite)
process.setSourceMapsEnabled(true)

/** A thread with nothing left to do emits this. Nothing can happen any more then. */
let onStalled: (() => void) | null = null
process.on('beforeExit', () => onStalled?.())

const server = new CheckServer<CandidateSource>({
  suite,
  host,
  load: async (source) => {
    onStalled = () => writeJournal({ what: 'refused', message: waitsForEver(source.entry), code: null })
    // An interpreter takes a while to start, and that time is not the candidate's.
    if (typeof source.from === 'string') onReady()
    return loadCandidate(source, { onStarted, onReady, onInterruptible, onLost })
  },
  setUp: setUpCandidate,
  say: (news) => {
    if (news.what !== 'started') onStalled = null
    // The clock of loading begins when the candidate itself is loaded.
    if (news.what !== 'loading') writeJournal(news)
  },
  watch: (key, run) => escaped.watch(key, run),
  stalled: () => new HostPromise((resolve) => (onStalled = resolve)),
  onCase: () => recorder.clear(),
  onDraw: (words) => recorder.recordCase(words),
  onEvent: (event) => recorder.record(event),
})

function onReady(): void {
  writeJournal({ what: 'loading' })
}

function onStarted(interpreter: number, stacks: number): void {
  const message: InterpreterStarted = { pid: interpreter, stacks }
  port.postMessage(message)
}

function onInterruptible(interrupt: SharedArrayBuffer): void {
  const message: InterpreterStarted = { interrupt }
  port.postMessage(message)
}

/** Without its interpreter this unit is of no use: it ends, and the parent starts another one. */
function onLost({ how, at, isKilled }: LostInterpreter): never {
  writeJournal({ what: 'exit', how, key: escaped.guilty, isKilled, ...(at === null ? {} : { at }) })
  kill(pid, 'SIGKILL')
  for (;;) wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
}

function waitsForEver(entry: string): string {
  return (
    `${entry} waits, while it is loaded, for something that can never happen.\n` +
    'Found:    nothing is pending, and an await at the top level or in setup() goes on\n' +
    'Expected: a module that can be imported and then waits to be used.'
  )
}

let waiting = 0
port.on('message', (message: ToWorker) => {
  if ('token' in message) {
    write = openJournal(message.token)
    return
  }
  waiting++
  // While there is work, this port must not keep an idle thread awake, or `beforeExit` is not emitted.
  port.unref()
  void serve(message)
})

async function serve(request: WorkerRequest<CandidateSource>): Promise<void> {
  await server.receive(request)
  if (--waiting === 0) port.ref()
}
