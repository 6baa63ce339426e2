/**
 * What has crossed the bridge during the present check: the objects of JavaScript that Python knows by a number, and the
 * stand-ins here for objects of Python. All of it is let go of when the check ends, so that nobody has to count references
 * across two collectors. Numbers are never used twice.
 */
export class Arena {
  #lastNumber = 0
  readonly #objects = new Map<number, unknown>()
  readonly #numbers = new Map<unknown, number>()
  /** Weak references while garbage is collected. */
  readonly #standIns = new Map<number, object | WeakRef<object>>()
  /** Errors and functions that stand for something of Python, with its number. */
  #bound = new WeakMap<object, number>()

  /** The number of an object of JavaScript. */
  numberOf(value: unknown): number {
    const known = this.#numbers.get(value)
    if (known !== undefined) return known
    const number = ++this.#lastNumber
    this.#objects.set(number, value)
    this.#numbers.set(value, number)
    return number
  }

  /** Throws for an object of an earlier check. */
  object(number: number): unknown {
    if (!this.#objects.has(number)) throw new Error('Python uses an object of a check that has ended.')
    return this.#objects.get(number)
  }

  /** The one stand-in of an object of Python. */
  standIn<T extends object>(number: number, make: () => T): T {
    const known = this.#standIns.get(number)
    let standIn = (known instanceof WeakRef ? known.deref() : known) as T | undefined
    if (standIn === undefined) this.#standIns.set(number, (standIn = make()))
    return standIn
  }

  /** Remembers which exception of Python an error, or a function, stands for. */
  bind(standIn: object, number: number): void {
    this.#bound.set(standIn, number)
  }

  /** The number in Python of what stands for something there without being a stand-in by its class. */
  boundNumber(value: unknown): number | undefined {
    const isObject = (typeof value === 'object' && value !== null) || typeof value === 'function'
    return isObject ? this.#bound.get(value) : undefined
  }

  /** From now on stand-ins are held weakly. */
  loosen(): void {
    for (const [number, standIn] of this.#standIns) this.#standIns.set(number, new WeakRef(standIn))
  }

  /** Holds the stand-ins again that are still there. Answers the numbers of the others. */
  tighten(): number[] {
    const unheld: number[] = []
    for (const [number, known] of this.#standIns) {
      const standIn = known instanceof WeakRef ? known.deref() : known
      if (standIn !== undefined) this.#standIns.set(number, standIn)
      else {
        this.#standIns.delete(number)
        unheld.push(number)
      }
    }
    return unheld
  }

  /** Lets go of objects of JavaScript. */
  release(numbers: readonly number[]): void {
    for (const number of numbers) {
      this.#numbers.delete(this.#objects.get(number))
      this.#objects.delete(number)
    }
  }

  get size(): number {
    return this.#objects.size + this.#standIns.size
  }

  clear(): void {
    this.#objects.clear()
    this.#numbers.clear()
    this.#standIns.clear()
    this.#bound = new WeakMap()
  }
}
