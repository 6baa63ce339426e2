/** Sets of sizes for cases, with the sizes first at which counters, buffers and batches tend to end. */
import type { CaseSet } from '../../harness/index.ts'

const usual = 3
const usualEdges = [
  usual,
  1,
  0,
  2,
  7,
  8,
  9,
  15,
  16,
  17,
  31,
  32,
  33,
  64,
  100,
  256,
  1000,
  1024,
  1025,
  3000,
  20_000,
]

interface Range {
  /** The smallest size; 0 by default. */
  readonly from?: number
  /** The largest size; 33 by default, because each `t.callback()` costs about 10 microseconds. */
  readonly to?: number
  /** The sizes that every run tries, the first one in the first case. */
  readonly edges?: readonly number[]
  /** The largest size for a loop that a bridge reaches; 17 by default, unless `to` is smaller. */
  readonly bridgedTo?: number
}

/** How many of something, 3 at first. A draw of "callbacks" reads "17 callbacks". */
export function sizes({
  from = 0,
  to = 33,
  bridgedTo = Math.min(to, 17),
  edges = usualEdges,
}: Range = {}): CaseSet<number> {
  return { ...within(from, to, edges), bridged: within(from, bridgedTo, edges) }
}

/** One size, and a smaller one for a loop that a bridge reaches. */
export function fixed(size: number, bridged: number): CaseSet<number> {
  const only = (one: number): CaseSet<number> => ({
    count: 1,
    edges: [0],
    make: () => one,
    describe: () => null,
  })
  return { ...only(size), bridged: only(bridged) }
}

function within(from: number, to: number, edges: readonly number[]): CaseSet<number> {
  const tried = edges.filter((size) => size >= from && size <= to)
  return {
    count: to - from + 1,
    edges: tried.map((size) => size - from),
    make: (choice) => choice + from,
    describe: (choice, what) => numbered(choice + from, what),
  }
}

/** "1 callback", "17 callbacks", "1,024 callbacks that wait": the first plural becomes singular. */
function numbered(size: number, what: string): string | null {
  if (size === usual) return null
  return `${size.toLocaleString('en-US')} ${size === 1 ? what.replace(/s\b/, '') : what}`
}

/** The labels "a", "b", "c", and so on; after "z" comes "a1". */
export function labels(count: number): string[] {
  return Array.from({ length: count }, (_item, index) => {
    const round = Math.floor(index / 26)
    return `${String.fromCharCode(97 + (index % 26))}${round === 0 ? '' : String(round)}`
  })
}
