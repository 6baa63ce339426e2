/** Bytes that are appended at one end and taken from the other. */
export class ByteBuffer {
  #memory = new Uint8Array(256)
  /** What it holds is in the memory from here to `#end`. */
  #start = 0
  #end = 0

  get length(): number {
    return this.#end - this.#start
  }

  append(data: Uint8Array): void {
    if (this.#end + data.length > this.#memory.length) this.#makeRoom(data.length)
    this.#memory.set(data, this.#end)
    this.#end += data.length
  }

  /** Takes the first `count` bytes, or all if there are fewer. */
  take(count: number): Uint8Array {
    const end = Math.min(this.#start + count, this.#end)
    const taken = this.#memory.slice(this.#start, end)
    this.#start = end
    if (end === this.#end) this.#start = this.#end = 0
    return taken
  }

  takeAll(): Uint8Array {
    return this.take(this.length)
  }

  /** Where `part` is, not before `from`; -1 if it is not there. */
  indexOf(part: Uint8Array, from = 0): number {
    const [first = 0] = part
    const held = this.#memory.subarray(this.#start, this.#end)
    for (let at = held.indexOf(first, from); at !== -1; at = held.indexOf(first, at + 1)) {
      if (at + part.length > held.length) return -1
      if (part.every((byte, index) => held[at + index] === byte)) return at
    }
    return -1
  }

  /** Moves what it holds to the start of the memory, or of a larger one. */
  #makeRoom(count: number): void {
    const needed = this.length + count
    const held = this.#memory.subarray(this.#start, this.#end)
    if (needed * 2 > this.#memory.length) this.#memory = new Uint8Array(needed * 2)
    this.#memory.set(held)
    this.#end = held.length
    this.#start = 0
  }
}
