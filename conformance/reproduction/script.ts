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

/** What a function does when it is called, once. */
export interface Behaviour {
  readonly steps: readonly Step[]
  /** `return …` or `raise …`; empty if it just ends. */
  readonly end: string
}

/** A callback, or a coroutine function. */
export interface ScriptFunction {
  readonly name: string
  readonly isCoroutine: boolean
  /** In the order of the calls. A coroutine function is called once. */
  readonly calls: Behaviour[]
}

export interface Script {
  /** Objects that the program hands over, such as exceptions. */
  readonly constants: readonly string[]
  readonly functions: readonly ScriptFunction[]
  readonly main: readonly Step[]
}

/** Every step of a script, in the order of its text. */
export function stepsOf({ functions, main }: Script): Step[] {
  return [...functions.flatMap(({ calls }) => calls.flatMap(({ steps }) => steps)), ...main]
}

const indent = (lines: readonly string[]): string[] => lines.map((line) => `    ${line}`)

/** Prints the statements of a script. What it imports and how it makes a loop is not part of it. */
export function printScript({ constants, functions, main }: Script): string {
  const bodies = functions.map((one) => printFunction(one))
  const top = main.flatMap(printStep)
  const text = (lines: readonly string[]): string => lines.join('\n')
  const used = constants.filter((constant) => {
    const name = constant.split(' ')[0] ?? ''
    return [...bodies.flat(), ...top].some((line) => new RegExp(`\\b${name}\\b`).test(line))
  })
  // A function that nothing mentions any more is not printed.
  const mentioned = functions.filter(({ name }, index) =>
    [...bodies.filter((_body, other) => other !== index).flat(), ...top].some((line) =>
      new RegExp(`\\b${name}\\b`).test(line),
    ),
  )
  const parts = [
    text(used),
    ...functions.flatMap((one, index) => (mentioned.includes(one) ? [text(bodies[index] ?? [])] : [])),
    text(top),
  ]
  return parts.filter((part) => part !== '').join('\n\n\n')
}

function printFunction({ name, isCoroutine, calls }: ScriptFunction): string[] {
  const texts = calls.map(({ steps, end }) => [...steps.flatMap(printStep), ...(end === '' ? [] : [end])])
  const assigned = new Set(
    calls.flatMap(({ steps }) =>
      steps.flatMap((step) => (step.isKept && step.assigns !== undefined ? [step.assigns] : [])),
    ),
  )
  const branches = branchesOf(texts)
  const isOne = branches.length === 1
  const globals = [...assigned, ...(isOne ? [] : [`calls_of_${name}`])]
  const body = [
    ...(globals.length === 0 ? [] : [`global ${globals.join(', ')}`]),
    ...(isOne ? (branches[0]?.lines ?? []) : [`calls_of_${name} += 1`, ...printBranches(name, branches)]),
  ]
  const takes = body.some((line) => /\barguments\b/.test(line)) || !isCoroutine
  const head = `${isCoroutine ? 'async ' : ''}def ${name}(${takes && !isCoroutine ? '*arguments, **keywords' : ''}):`
  return [
    ...(isOne ? [] : [`calls_of_${name} = 0`, '', '']),
    head,
    ...indent(body.length === 0 ? ['pass'] : body),
  ]
}

interface Branch {
  readonly from: number
  to: number
  readonly lines: readonly string[]
}

/** Calls that follow each other and do the same share a branch. */
function branchesOf(texts: readonly (readonly string[])[]): Branch[] {
  const branches: Branch[] = []
  for (const [index, lines] of texts.entries()) {
    const last = branches.at(-1)
    if (last?.lines.join('\n') === lines.join('\n')) last.to = index + 1
    else branches.push({ from: index + 1, to: index + 1, lines })
  }
  return branches
}

function printBranches(name: string, branches: readonly Branch[]): string[] {
  return branches
    .filter(({ lines }) => lines.length > 0)
    .flatMap(({ from, to, lines }, index) => {
      const calls = `calls_of_${name}`
      const condition =
        from === to ? `${calls} == ${String(from)}` : `${String(from)} <= ${calls} <= ${String(to)}`
      return [`${index === 0 ? 'if' : 'elif'} ${condition}:`, ...indent(lines)]
    })
}

function printStep(step: Step): string[] {
  if (!step.isKept) return []
  const { code, assigns, raises, tells, isNote } = step
  if (isNote === true) return step.isShown ? [`print(${code})`] : []
  const value = assigns === undefined ? code : `${assigns} = ${code}`
  const label = JSON.stringify(`${withoutAwait(code)}:`)
  if (raises !== undefined) {
    const told = step.isShown ? `print(${label}, type(error).__name__)` : 'pass'
    const raisedNothing = step.isShown ? ['else:', `    print(${label}, "no error")`] : []
    return ['try:', `    ${value}`, `except ${raises} as error:`, `    ${told}`, ...raisedNothing]
  }
  if (!step.isShown || tells === undefined) return [value]
  if (assigns === undefined && tells === 'value') return [`print(${label}, ${code})`]
  const [set, name] = assigns === undefined ? [`value = ${code}`, 'value'] : [value, assigns]
  return [set, `print(${label}, ${tells.replaceAll(/\bvalue\b/g, name)})`]
}

const withoutAwait = (code: string): string => code.replace(/^await /, '')
