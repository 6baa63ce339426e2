import { Session } from 'node:inspector'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Place } from './protocol.ts'
import { placeInSource, type Script } from './place-in-source.ts'
import { isOfCandidate } from './whose-line.ts'

/** A promise loop is often met inside of the host's own hooks: look again until the candidate is on the stack. */
const samples = 40
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

/** The line of the candidate where the worker of this process spins; null when it cannot be told. */
export async function whereStuck(): Promise<Place | null> {
  const debuggee = new WorkerDebugger()
  try {
    await debuggee.attached
    for (let sample = 0; sample < samples; sample++) {
      const place = findCandidate(await debuggee.pause(), debuggee.scripts)
      debuggee.resume()
      if (place !== null) return place
      await sleep(betweenSamplesMs)
    }
    return null
  } finally {
    debuggee.disconnect()
  }
}

/** The innermost line of the candidate itself, else of the reference that it is built on. */
function findCandidate(frames: readonly CallFrame[], scripts: ReadonlyMap<string, Script>): Place | null {
  const places = frames.flatMap(({ functionName, location }) => {
    const script = scripts.get(location.scriptId)
    if (script === undefined) return []
    return [{ functionName, at: placeInSource(script, location.lineNumber, location.columnNumber ?? 0) }]
  })
  const own = places.find(({ at }) => isOfCandidate(at))
  return own ?? places.find(({ at }) => isOfCandidate(at, { orReference: true })) ?? null
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
