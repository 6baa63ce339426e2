import type { Script, ScriptFunction, Step } from './script.ts'

/** Prints the statements of a script. What it imports and how it makes a loop is not part of it. */
export function printScript({ constants, functions, main }: Script): string {
  const bodies = functions.map((one) => printFunction(one))
  const top = main.flatMap(printStep)
  const isMentioned = (name: string, lines: readonly string[]): boolean => {
    const word = new RegExp(`\\b${name}\\b`)
    return lines.some((line) => word.test(line))
  }
  // What nothing mentions any more is not printed.
  const defined = bodies.filter((_body, index) => {
    const others = bodies.filter((_other, place) => place !== index).flat()
    return isMentioned(functions[index]?.name ?? '', [...others, ...top])
  })
  const lines = [...defined.flat(), ...top]
  const used = constants.filter((constant) => isMentioned(constant.split(' ')[0] ?? '', lines))
  const parts = [used, ...defined, top].map((part) => part.join('\n'))
  return parts.filter((part) => part !== '').join('\n\n\n')
}

const indent = (lines: readonly string[]): string[] => lines.map((line) => `    ${line}`)

function printFunction(one: ScriptFunction): string[] {
  const { name, isCoroutine, takesArguments, takesKeywords, calls } = one
  const branches = branchesOf(calls.map((steps) => steps.flatMap(printStep)))
  const assigned = new Set(
    calls.flat().flatMap((step) => (step.isKept && step.assigns !== undefined ? [step.assigns] : [])),
  )
  const isOne = branches.length === 1
  const counter = `calls_of_${name}`
  const globals = [...assigned, ...(isOne ? [] : [counter])]
  const body = [
    ...(globals.length === 0 ? [] : [`global ${globals.join(', ')}`]),
    ...(isOne ? (branches[0]?.lines ?? []) : [`${counter} += 1`, ...printBranches(counter, branches)]),
  ]
  // What was never called on asyncio may be called on the candidate.
  const isUnknown = calls.every((steps) => steps.length === 0) && !isCoroutine
  const parameters = [
    ...(takesArguments || isUnknown ? ['*arguments'] : []),
    ...(takesKeywords ? ['**keywords'] : []),
  ]
  return [
    ...(isOne ? [] : [`${counter} = 0`, '', '']),
    `${isCoroutine ? 'async ' : ''}def ${name}(${parameters.join(', ')}):`,
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

function printBranches(counter: string, branches: readonly Branch[]): string[] {
  return branches
    .filter(({ lines }) => lines.length > 0)
    .flatMap(({ from, to, lines }, index) => {
      const isRange = from !== to
      const range =
        from === 1 ? `${counter} <= ${String(to)}` : `${String(from)} <= ${counter} <= ${String(to)}`
      const condition = isRange ? range : `${counter} == ${String(from)}`
      return [`${index === 0 ? 'if' : 'elif'} ${condition}:`, ...indent(lines)]
    })
}

function printStep(step: Step): string[] {
  if (!step.isKept) return []
  const { code, assigns, raises, tells, isNote } = step
  if (isNote === true) return step.isShown ? [`print(${code})`] : []
  const value = assigns === undefined ? code : `${assigns} = ${code}`
  const label = quoted(`${code.replace(/^await /, '')}:`)
  if (raises !== undefined) {
    if (!step.isShown) return ['try:', `    ${value}`, `except ${raises}:`, '    pass']
    return [
      'try:',
      `    ${value}`,
      `except ${raises} as raised:`,
      `    print(${label}, type(raised).__name__)`,
      'else:',
      `    print(${label}, "no error")`,
    ]
  }
  if (!step.isShown || tells === undefined) return [value]
  if (assigns === undefined && tells === 'value') return [`print(${label}, ${code})`]
  const [set, name] = assigns === undefined ? [`value = ${code}`, 'value'] : [value, assigns]
  return [set, `print(${label}, ${tells.replaceAll(/\bvalue\b/g, name)})`]
}

/** A string of Python, with the quotation marks that need fewer backslashes. */
function quoted(text: string): string {
  const escaped = JSON.stringify(text)
  if (!text.includes('"') || text.includes("'")) return escaped
  return `'${escaped.slice(1, -1).replaceAll('\\"', '"')}'`
}

/** What a program calls its functions and variables. After it was cut down, numbers are missing. */
const numbered =
  /\b(loop|future|task|handle|timer|context|variable|coroutine|policy|timeout|group|runner|function|thing|exception|error|handler|factory|when_done|main|body|callback|calls_of_(?:handler|factory|when_done|main|body|callback))(\d*)\b/g

/** Numbers the names of a printed script again, from 1, in the order in which they come. */
export function numberAgain(text: string): string {
  const names = new Map<string, string>()
  const counts = new Map<string, number>()
  for (const [name, base = ''] of text.replaceAll('calls_of_', '').matchAll(numbered)) {
    if (names.has(name)) continue
    const count = (counts.get(base) ?? 0) + 1
    counts.set(base, count)
    names.set(name, count === 1 ? base : `${base}${String(count)}`)
  }
  return text.replaceAll(numbered, (name) => {
    const [, counter = '', rest = name] = /^(calls_of_)?(.*)$/.exec(name) ?? []
    return counter + (names.get(rest) ?? rest)
  })
}
