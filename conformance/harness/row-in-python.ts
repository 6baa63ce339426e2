import { inPython, type CheckResult, type TraceEvent } from '../../spec/index.ts'

/**
 * The row of a loop in Python in the words of Python. The situation stays, because it is the name of the check. A line of JavaScript is
 * never the author's.
 */
export function rowInPython(row: CheckResult): CheckResult {
  const { message, expected, actual, hint, case: drawn, noProgram, trace, violatedEdge, at, ...others } = row
  return {
    ...others,
    ...translated({ message, expected, actual, hint, case: drawn, noProgram }),
    ...(at === undefined || isOfJavaScript(at) ? {} : { at: withoutColumn(at) }),
    ...(trace === undefined ? {} : { trace: trace.map(eventInPython) }),
    ...(violatedEdge === undefined
      ? {}
      : { violatedEdge: { before: inPython(violatedEdge.before), after: inPython(violatedEdge.after) } }),
  }
}

/** Python's stacks have no columns. */
function withoutColumn(at: string): string {
  return at.replace(/(\.\w+:\d+):1$/, '$1')
}

function isOfJavaScript(location: string): boolean {
  return /\.[cm]?[jt]s:\d/.test(location)
}

function translated(texts: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(texts).flatMap(([key, text]) => (text === undefined ? [] : [[key, inPython(text)]])),
  )
}

function eventInPython({ label, detail, lane, ...event }: TraceEvent): TraceEvent {
  return {
    label: inPython(label),
    ...event,
    ...(detail === undefined ? {} : { detail: inPython(detail) }),
    ...(lane === undefined ? {} : { lane: inPython(lane) }),
  }
}
