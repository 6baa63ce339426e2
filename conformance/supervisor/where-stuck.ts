import { Session } from 'node:inspector'
import { setTimeout as sleep } from 'node:timers/promises'
import { authorsFrame, type Frame } from '../harness/index.ts'
import { locationInSource, type Script } from './location-in-source.ts'

/** A loop of promises is often interrupted inside of the host's own hooks. Samples go on until the candidate is on the stack. */
const samples = 200
const betweenSamplesMs = 2

interface CallFrame {
  readonly functionName: string
  readonly location: {
    readonly scriptId: string
    readonly lineNumber: number
    readonly columnNumber?: number
  }
}

interface FromWorker {
  readonly method?: string
  readonly params?: { readonly callFrames?: readonly CallFrame[] } & Script & { readonly scriptId: string }
}

/** The frame of the candidate in which the worker of this process spins. Null if it cannot be found. */
export async function whereStuck(): Promise<Frame | null> {
  const debuggee = new WorkerDebugger()
  try {
    await debuggee.attached
    for (let sample = 0; sample < samples; sample++) {
      const frame = authorsFrame(namedFrames(await debuggee.pause(), debuggee.scripts))
      debuggee.resume()
      if (frame !== null) return frame
      await sleep(betweenSamplesMs)
    }
    return null
  } finally {
    debuggee.disconnect()
  }
}

function namedFrames(frames: readonly CallFrame[], scripts: ReadonlyMap<string, Script>): Frame[] {
  return frames.flatMap(({ functionName, location }) => {
    const script = scripts.get(location.scriptId)
    if (script === undefined) return []
    return [{ functionName, at: locationInSource(script, location.lineNumber, location.columnNumber ?? 0) }]
  })
}

/** The debugger of the only worker of this process. */
class WorkerDebugger {
  readonly scripts = new Map<string, Script>()
  readonly attached: Promise<void>
  readonly #session = new Session()
  #sessionId = ''
  #onPaused: (frames: readonly CallFrame[]) => void = () => undefined
  #messages = 0

  constructor() {
    this.#session.connect()
    this.attached = new Promise((resolve) => {
      this.#session.on('NodeWorker.attachedToWorker', ({ params }) => {
        this.#sessionId = params.sessionId
        this.#send('Debugger.enable')
        resolve()
      })
    })
    this.#session.on('NodeWorker.receivedMessageFromWorker', ({ params }) => {
      this.#receive(JSON.parse(params.message) as FromWorker)
    })
    this.#session.post('NodeWorker.enable', { waitForDebuggerOnStart: false })
  }

  pause(): Promise<readonly CallFrame[]> {
    return new Promise((resolve) => {
      this.#onPaused = resolve
      this.#send('Debugger.pause')
    })
  }

  resume(): void {
    this.#send('Debugger.resume')
  }

  disconnect(): void {
    this.#session.disconnect()
  }

  #send(method: string): void {
    const message = JSON.stringify({ id: ++this.#messages, method })
    this.#session.post('NodeWorker.sendMessageToWorker', { sessionId: this.#sessionId, message })
  }

  #receive({ method, params }: FromWorker): void {
    if (params === undefined) return
    if (method === 'Debugger.scriptParsed') this.scripts.set(params.scriptId, params)
    if (method === 'Debugger.paused') this.#onPaused(params.callFrames ?? [])
  }
}
