import type { CaseSet } from './case-set.ts'
import { hashOf, seededRandom } from './random.ts'

/** What a case takes from one set. */
export interface Drawn {
  readonly choice: number
  /** What the first case takes from this set. */
  readonly first: number
  /** How many choices the set has, and how many of them every run tries. */
  readonly count: number
  readonly edges: number
  /** The choice in words, or null if there is nothing special about it. */
  readonly words: string | null
}

/** Decides what a case takes. `position` is 0 for the first draw of the case. */
export type Choose = (position: number, what: string, set: CaseSet<unknown>) => number

/** What one case of a check draws from its sets, in order. */
export class Draws {
  readonly drawn: Drawn[] = []
  /** Hears the words for the case after each draw. */
  onDraw: (words: string) => void = () => undefined
  readonly #choose: Choose
  readonly #bridged: boolean

  /** `bridged`: the loop is reached by a bridge. */
  constructor(choose: Choose, bridged: boolean) {
    this.#choose = choose
    this.#bridged = bridged
  }

  draw<T>(what: string, given: CaseSet<T>): T {
    const set = this.#bridged ? (given.bridged ?? given) : given
    const { count, edges } = set
    const choice = Math.min(this.#choose(this.drawn.length, what, set), count - 1)
    this.drawn.push({
      choice,
      first: edges[0] ?? 0,
      count,
      edges: edges.length,
      words: set.describe(choice, what),
    })
    this.onDraw(this.words)
    return set.make(choice)
  }

  get choices(): number[] {
    return this.drawn.map(({ choice }) => choice)
  }

  /** What is special about the case: "the result is undefined; 17 callbacks". Empty if nothing is. */
  get words(): string {
    return this.drawn.flatMap(({ words }) => words ?? []).join('; ')
  }
}

/** Takes the first edge of each set. */
export const chooseFirst: Choose = (_position, _what, { edges }) => edges[0] ?? 0

/** Takes these choices. A draw that has none takes the simplest. */
export function chooseAgain(choices: readonly number[]): Choose {
  return (position) => choices[position] ?? 0
}

/**
 * Takes the edges of each set, one after another, and then any choice. Case 0 takes the first edge of every set. The seed and the name
 * of the check decide the rest, so that a check has the same cases whatever else runs.
 */
export function chooseBySeed(index: number, seed: number, key: string): Choose {
  return (position, what, { edges, count }) => {
    const [first = 0, ...others] = edges
    if (index === 0) return first
    const name = `${key} ${String(position)} ${what}`
    if (index < edges.length) return shuffled(others, seededRandom(seed ^ hashOf(name)))[index - 1] ?? first
    const random = seededRandom(seed ^ hashOf(`${name} ${String(index)}`))
    const anyOf = (length: number): number => Math.floor(random() * length)
    return random() < 0.5 ? (edges[anyOf(edges.length)] ?? first) : anyOf(count)
  }
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, place: random() }))
    .sort((one, other) => one.place - other.place)
    .map(({ item }) => item)
}
