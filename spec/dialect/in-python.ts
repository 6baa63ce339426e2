import type { Clause } from '../clause.ts'
import { indexed, type Specification } from '../clause.ts'
import type { Dialect } from './dialect.ts'
import { withPythonNames } from './names.ts'
import { withPhrases } from './phrases.ts'
import { inSeconds } from './times.ts'
import { outsideOfMarks } from './verbatim.ts'

/**
 * A text of the kit in the words of Python: names, literals, times in seconds. What is marked with `verbatim`, the name of a file, and the id of a clause stay as
 * they are. The text may be Markdown.
 */
export function inPython(text: string): string {
  return outsideOfMarks(text, (own) =>
    own
      .split(/(\S*[\\/]\S*|\S+\.(?:py|md)\b\S*|https?:\S+|\b[a-z-]+\.[a-z]+(?:-[a-z]+)+)/)
      .map((part, index) => (index % 2 === 1 ? part : translate(part)))
      .join(''),
  )
}

function translate(text: string): string {
  return withPythonNames(inSeconds(withPhrases(text)))
}

/** The text in the words of the dialect. */
export function inDialect(dialect: Dialect, text: string): string {
  return dialect === 'python' ? inPython(text) : text
}

/** The clause in the words of the dialect. One that only JavaScript has stays in its words. */
export function clauseIn(dialect: Dialect, clause: Clause): Clause {
  if (dialect === 'javascript' || clause.javascript !== undefined) return clause
  const { text, intent, otherwise, untestable } = clause
  return {
    ...clause,
    text: inPython(text),
    intent: inPython(intent),
    ...(otherwise === undefined ? {} : { otherwise: inPython(otherwise) }),
    ...(untestable === undefined ? {} : { untestable: inPython(untestable) }),
  }
}

export function specificationIn(dialect: Dialect, specification: Specification): Specification {
  if (dialect === 'javascript') return specification
  return indexed({
    ...specification,
    clauses: specification.clauses.map((clause) => clauseIn(dialect, clause)),
  })
}
