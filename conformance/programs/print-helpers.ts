import { printedHelpersSource } from './printed-helpers.generated.ts'
import { horizonMs, iterations, unitMs } from './timeline.ts'

interface Helper {
  readonly name: string
  /** Its statement, as it is in `printed-helpers.ts`. */
  readonly source: string
}

const numbers: Readonly<Record<string, number>> = { horizonMs, iterations, unitMs }
let helpers: readonly Helper[] | undefined

function readHelpers(): readonly Helper[] {
  const [, ...statements] = printedHelpersSource.split(/^export (?=const|let)/m)
  return statements.map((statement) => ({
    name: /^(?:const|let) (?:\{ )?(\w+)/.exec(statement)?.[1] ?? '',
    source: statement
      .trimEnd()
      .replaceAll(/\b(?:horizonMs|iterations|unitMs)\b/g, (name) => String(numbers[name])),
  }))
}

/** The helpers that the lines need, and those that these need. With a virtual clock the program ends by a timer. */
export function helpersFor(lines: readonly string[], virtualClock: boolean): string[] {
  helpers ??= readHelpers()
  const later = virtualClock ? 'laterByTimer' : 'laterByIterations'
  const known = helpers.flatMap(({ name, source }) => {
    if (!name.startsWith('later')) return [{ name, source }]
    return name === later ? [{ name: 'later', source: source.replaceAll(later, 'later') }] : []
  })
  const needed = new Set<Helper>()
  let open = lines.join('\n')
  for (;;) {
    const more = known.filter(
      (helper) => !needed.has(helper) && new RegExp(`\\b${helper.name}\\b`).test(open),
    )
    if (more.length === 0) break
    for (const helper of more) needed.add(helper)
    open = more.map(({ source }) => source).join('\n')
  }
  // A function is called only when all helpers are there.
  return known.filter((helper) => needed.has(helper)).flatMap(({ source }) => source.split('\n'))
}
