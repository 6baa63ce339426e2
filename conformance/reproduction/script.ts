/** A program of plain asyncio, as its parts. Any step can be left out, and any step can run without printing. */

/** One statement of a program. */
export interface Step {
  /** What Python evaluates or executes, without what prints. */
  readonly code: string
  /** The variable that gets its value. */
  readonly assigns?: string
  /** The class of the exception that it raised on asyncio. */
  readonly raises?: string
  /** What is printed of its value: an expression of `value`. Absent if nothing can be said about it. */
  readonly tells?: string
  /** True for what only prints: `code` is then the arguments of `print`. */
  readonly isNote?: true
  isKept: boolean
  isShown: boolean
}

/** A callback, or a coroutine function. */
export interface ScriptFunction {
  readonly name: string
  readonly isCoroutine: boolean
  /** Whether it was ever called with arguments, and with keywords. */
  takesArguments: boolean
  takesKeywords: boolean
  /** What it does, in the order of its calls. A coroutine function is called once. */
  readonly calls: Step[][]
}

export interface Script {
  /** Objects that the program hands over, such as exceptions. */
  readonly constants: readonly string[]
  readonly functions: readonly ScriptFunction[]
  readonly main: readonly Step[]
}

/** Every step of a script, in the order of its text. */
export function stepsOf({ functions, main }: Script): Step[] {
  return [...functions.flatMap(({ calls }) => calls.flat()), ...main]
}
