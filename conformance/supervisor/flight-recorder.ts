import type { TraceEvent } from '../../spec/index.ts'

/** The first four bytes hold the length of the text. */
const headerBytes = 4
const textBytes = 16 * 1024

/**
 * The events that the running check has recorded, each as a line of JSON. The worker writes this memory. The guard reads it when
 * the worker has ended or does not respond. Events that do not fit are left out.
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
    const line = `${JSON.stringify(event)}\n`
    const start = Atomics.load(this.#length, 0)
    const size = Buffer.byteLength(line)
    if (start + size > this.#text.length) return
    this.#text.write(line, start)
    Atomics.store(this.#length, 0, start + size)
  }

  read(): TraceEvent[] {
    const lines = this.#text.toString('utf8', 0, Atomics.load(this.#length, 0)).split('\n')
    return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as TraceEvent)
  }
}
