/**
 * A set of values of which each case of a check takes one: values, sizes, orders or places of a call. The choices are numbered from
 * simple to odd. 0 is the simplest.
 */
export interface CaseSet<T> {
  /** How many choices there are. */
  readonly count: number
  /** The choices that every run tries. The first one is in the first case, and the others follow in an order that the seed decides. */
  readonly edges: readonly number[]
  /** The set for a loop that a bridge reaches, where a case costs more, and where not every value arrives as it was. */
  readonly bridged?: CaseSet<T>
  /** Makes the value of a choice. It is called once a case, so that no two cases share an object. */
  make(choice: number): T
  /** The choice in words: "the result is undefined", "17 callbacks". Null if there is nothing special about it. */
  describe(choice: number, what: string): string | null
}

/** A choice of `oneOf()`: its words and how to make it. */
export type NamedChoice<T> = readonly [name: string, make: () => T]

/** One of a few named values, the simplest first. The words are `what` and the name: "called in a step". */
export function oneOf<T>(...choices: readonly [NamedChoice<T>, ...NamedChoice<T>[]]): CaseSet<T> {
  return {
    count: choices.length,
    edges: choices.map((_choice, index) => index),
    make: (choice) => (choices[choice] ?? choices[0])[1](),
    describe: (choice, what) => (choice === 0 ? null : `${what} ${(choices[choice] ?? choices[0])[0]}`),
  }
}

/** The same set, and a smaller one for loops that a bridge reaches. */
export function withBridged<T>(set: CaseSet<T>, bridged: CaseSet<T>): CaseSet<T> {
  return { ...set, bridged }
}
