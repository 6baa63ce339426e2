/** In bytes. */
export interface Memory {
  /** What the process uses, after a collection. */
  readonly used: number
  /** What it has of the machine. */
  readonly resident: number
}

/** Needs `--expose-gc`. */
export function measureMemory(): Memory {
  if (globalThis.gc === undefined) throw new Error('Run Node with --expose-gc.')
  // The first collection finds the buffers that nobody needs. Only the second one counts them as free.
  globalThis.gc()
  globalThis.gc()
  const { rss, heapUsed, external } = process.memoryUsage()
  return { used: heapUsed + external, resident: rss }
}

export interface MemoryChange extends Memory {
  readonly mostResident: number
}

/** The difference between the most and the least that was measured. */
export function compareMemory(measured: readonly Memory[]): MemoryChange {
  const used = measured.map((memory) => memory.used)
  const resident = measured.map((memory) => memory.resident)
  const mostResident = Math.max(...resident)
  return {
    used: Math.max(...used) - Math.min(...used),
    resident: mostResident - Math.min(...resident),
    mostResident,
  }
}
