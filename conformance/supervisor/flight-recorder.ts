import type { TraceEvent } from '../../spec/index.ts'

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
    Atomics.store(this.#length, 0, 0)
  }

  record(event: TraceEvent): void {
    this.#write(event)
  }

  /** What is special about the case of the check, in words. The last words count. */
  recordCase(words: string): void {
    this.#write(words)
  }

  #write(entry: TraceEvent | string): void {
    const line = `${JSON.stringify(entry)}\n`
    const start = Atomics.load(this.#length, 0)
    const size = Buffer.byteLength(line)
    if (start + size > this.#text.length) return
    this.#text.write(line, start)
    Atomics.store(this.#length, 0, start + size)
  }

  read(): Recorded {
    const lines = this.#text.toString('utf8', 0, Atomics.load(this.#length, 0)).split('\n')
    const entries = lines.filter((line) => line !== '').map((line) => JSON.parse(line) as TraceEvent | string)
    return {
      trace: entries.filter((entry) => typeof entry !== 'string'),
      case: entries.findLast((entry) => typeof entry === 'string') ?? '',
    }
  }
}
