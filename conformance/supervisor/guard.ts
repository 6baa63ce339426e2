/**
 * The main thread of a unit. It never runs code of the candidate, so it always responds. It watches the memory of the process,
 * tells how the worker ended and where it is stuck, and ends with its parent.
 */
import { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { Worker } from 'node:worker_threads'
import { FlightRecorder } from './flight-recorder.ts'
import { killGroup } from './kill-group.ts'
import {
  guardDescriptor,
  type Greeting,
  type GuardMessage,
  type GuardNews,
  type InterpreterStarted,
  type UnitRequest,
  type WorkerOptions,
} from './protocol.ts'

/** The limits of the worker's heap, and of the whole process with its buffers. */
const heapLimitMb = 256
const memoryLimitMb = 768
const watchEveryMs = 50
/** How many milliseconds an interpreter in the worker has to end the check by itself. */
const interruptMs = 3000

/**
 * A run of the suite is short, and most of its code runs a few times. By default V8 spends a third of the processor time on
 * optimizing that, and a tenth on growing the heap in small steps. Later versions of V8 do not
 * have the first flag, and would print so.
 */
const knowsInterruptBudget = Number.parseInt(process.versions.v8) <= 12
setFlagsFromString('--min-semi-space-size=16')
if (knowsInterruptBudget) setFlagsFromString('--interrupt-budget=1000000')

const recorder = new FlightRecorder()
const options: WorkerOptions = { suiteUrl: process.argv[2] ?? '', recorder: recorder.memory }
const worker = new Worker(new URL('./worker.js', import.meta.url), {
  workerData: options,
  resourceLimits: { maxOldGenerationSizeMb: heapLimitMb },
})

/** The parent. If it is gone, this ends, and so does this process. */
const parent = new Socket({ fd: guardDescriptor })
let token: string | null = null
const unsaid: string[] = []

/** Nothing can be said before the token has come. */
function say(news: GuardNews): void {
  const message: GuardMessage = { ...news, ...recorder.read() }
  unsaid.push(JSON.stringify(message))
  if (token !== null) for (const text of unsaid.splice(0)) parent.write(`\n${token} ${text}\n`)
}

/** Only the first reason counts. Later ones follow from it. */
let ended = false
function sayEnded(how: string): void {
  if (!ended) say({ what: 'ended', how })
  ended = true
}

worker.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'ERR_WORKER_OUT_OF_MEMORY')
    sayEnded(`ran out of memory: its heap grew beyond ${String(heapLimitMb)} MB`)
  else sayEnded(`ended its thread with ${error.name}: ${error.message}`)
})
worker.on('exit', (code) => {
  sayEnded(`ended the process with exit code ${String(code)}`)
})

let interpreter: InterpreterStarted | null = null
worker.on('message', (message: InterpreterStarted) => {
  interpreter = message
})

let rest = ''
parent.setEncoding('utf8').on('data', (text: string) => {
  const lines = (rest + text).split('\n')
  rest = lines.pop() ?? ''
  for (const line of lines) receive(JSON.parse(line) as Greeting | UnitRequest)
})

function receive(request: Greeting | UnitRequest): void {
  if ('token' in request) ({ token } = request)
  if ('ask' in request && request.ask === 'where') void tellWhere()
  else worker.postMessage(request)
}

async function tellWhere(): Promise<void> {
  // Such an interpreter tells itself where it was when it ends the check.
  const isInterruptible = interpreter !== null && 'interrupt' in interpreter
  say({ what: 'looking', forMs: isInterruptible ? interruptMs : 0 })
  if (interpreter !== null && 'interrupt' in interpreter) {
    Atomics.store(new Int32Array(interpreter.interrupt), 0, 2)
    await sleep(interruptMs)
  } else if (interpreter !== null) {
    const { whereInterpreterIs } = await import('../bridge/interpreter-stack.ts')
    say({ what: 'stuck', frame: await whereInterpreterIs(interpreter.pid, interpreter.stacks) })
    return
  }
  // The inspector takes a few milliseconds to load, and most units never need it.
  const { whereStuck } = await import('./where-stuck.ts')
  say({ what: 'stuck', frame: await whereStuck() })
}

setInterval(() => {
  const usedMb = process.memoryUsage.rss() / 2 ** 20
  if (usedMb > memoryLimitMb)
    sayEnded(`ran out of memory: its process grew beyond ${String(memoryLimitMb)} MB`)
}, watchEveryMs)

const endWithParent = (): void => {
  killGroup(process.pid)
  process.kill(process.pid, 'SIGKILL')
}
parent.on('error', endWithParent).on('close', endWithParent)
