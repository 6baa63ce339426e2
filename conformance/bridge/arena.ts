/**
 * What has crossed the bridge during the current check: objects of JavaScript, which Python addresses by a number, and
 * stand-ins for objects of Python. All of it is released when the check ends, so references need not be counted across two
 * garbage collectors. A number is never used twice.
 */
export class Arena {
  #lastNumber = 0
  readonly #objects = new Map<number, unknown>()
  readonly #numbers = new Map<unknown, number>()
  /** Holds weak references while garbage is collected. */
  readonly #standIns = new Map<number, object | WeakRef<object>>()
  /** Errors and functions that stand for an object of Python, each with the object's number. */
  #bound = new WeakMap<object, number>()

  /** Returns the number of an object of JavaScript. */
  numberOf(value: unknown): number {
    const known = this.#numbers.get(value)
    if (known !== undefined) return known
    const number = ++this.#lastNumber
    this.#objects.set(number, value)
    this.#numbers.set(value, number)
    return number
  }

  /** Throws if the object belongs to an earlier check. */
  object(number: number): unknown {
    if (!this.#objects.has(number)) throw new Error('Python uses an object of a check that has ended.')
    return this.#objects.get(number)
  }

  /** Returns the stand-in of an object of Python; makes it if there is none yet. */
  standIn<T extends object>(number: number, make: () => T): T {
    const known = this.#standIns.get(number)
    let standIn = (known instanceof WeakRef ? known.deref() : known) as T | undefined
    if (standIn === undefined) this.#standIns.set(number, (standIn = make()))
    return standIn
  }

  /** Records which object of Python an error or a function stands for. */
  bind(standIn: object, number: number): void {
    this.#bound.set(standIn, number)
  }

  /** The number of the object of Python that an error or a function stands for. */
  boundNumber(value: unknown): number | undefined {
    const isObject = (typeof value === 'object' && value !== null) || typeof value === 'function'
    return isObject ? this.#bound.get(value) : undefined
  }

  /** Replaces the references to stand-ins by weak ones. */
  loosen(): void {
    for (const [number, standIn] of this.#standIns) this.#standIns.set(number, new WeakRef(standIn))
  }

  /** Makes the references strong again. Returns the numbers of the stand-ins that were collected. */
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

  /** Releases objects of JavaScript. */
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
