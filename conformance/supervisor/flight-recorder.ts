import type { TraceEvent } from '../../spec/index.ts'

// The worker records events while the candidate runs, which may replace any of these.
const { stringify } = JSON
const { load, store } = Atomics
const { apply } = Reflect
const { write } = Buffer.prototype as { write: (this: Buffer, text: string, offset: number) => number }
const byteLength = Buffer.byteLength.bind(Buffer)

/** The first four bytes hold the length of the text. */
const headerBytes = 4
const textBytes = 16 * 1024

/** `case` is empty if nothing is special about it. */
export interface Recorded {
  readonly trace: readonly TraceEvent[]
  readonly case: string
}

/**
 * The events that the running check has recorded, each as a line of JSON, and its case as a string. The worker writes this memory. The guard reads it when
 * the worker has ended or does not respond. What does not fit is left out.
 */
export class FlightRecorder {
  readonly memory: SharedArrayBuffer
  readonly #length: Int32Array
  readonly #text: Buffer

  constructor(memory = new SharedArrayBuffer(headerBytes + textBytes)) {
    this.memory = memory
    this.#length = new Int32Array(memory, 0, 1)
    this.#text = Buffer.from(memory, headerBytes)
  }

  clear(): void {
    store(this.#length, 0, 0)
  }

  record(event: TraceEvent): void {
    this.#write(event)
  }

  /** What is special about the case of the check, in words. The last words count. */
  recordCase(words: string): void {
    this.#write(words)
  }

  #write(entry: TraceEvent | string): void {
    const line = `${stringify(entry)}\n`
    const start = load(this.#length, 0)
    const size = byteLength(line)
    if (start + size > textBytes) return
    apply(write, this.#text, [line, start])
    store(this.#length, 0, start + size)
  }

  read(): Recorded {
    const lines = this.#text.toString('utf8', 0, Atomics.load(this.#length, 0)).split('\n')
    const entries = lines.flatMap((line) => (line === '' ? [] : readEntry(line)))
    return {
      trace: entries.filter((entry) => typeof entry !== 'string'),
      case: entries.findLast((entry) => typeof entry === 'string') ?? '',
    }
  }
}

/** Nothing, if the candidate has spoilt the memory. */
function readEntry(line: string): (TraceEvent | string)[] {
  try {
    return [JSON.parse(line) as TraceEvent | string]
  } catch {
    return []
  }
}
