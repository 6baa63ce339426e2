import { painter, wantsColor, type Paint } from '../reporters/paint.ts'
import type { ProgressStream } from '../reporters/progress.ts'

/** In columns. Longer lines are hard to read, and shorter ones have no room for a label and a text. */
const widest = 100
const narrowest = 30

export interface Page {
  readonly width: number
  readonly color: boolean
  readonly paint: Paint
}

/** The width and colours of the standard output. It has 80 columns if it is not a terminal. */
export function standardPage(): Page {
  const color = wantsColor(process.stdout, process.env)
  // Both 0 and undefined mean that the width is unknown.
  const columns = process.stdout.columns > 0 ? process.stdout.columns : 80
  return { width: Math.max(narrowest, Math.min(widest, columns)), color, paint: painter(color) }
}

/** Taken before a candidate is loaded, which may print. */
const writeOut = process.stdout.write.bind(process.stdout)
const writeError = process.stderr.write.bind(process.stderr)

/**
 * Keeps the standard output for the report. What a candidate in this process prints goes to the standard error, or nowhere if it
 * is `quiet`: the suite provokes errors, and loops log them.
 */
export function keepStandardOutput(quiet: boolean): void {
  const print = quiet ? printNothing : writeError
  process.stdout.write = print
  process.stderr.write = print
}

function printNothing(...parts: unknown[]): boolean {
  const done = parts.find((part) => typeof part === 'function')
  if (done !== undefined) process.nextTick(done)
  return true
}

/** The standard output that {@link keepStandardOutput} keeps. */
export const standardOutput: ProgressStream = {
  get isTTY() {
    return process.stdout.isTTY
  },
  get columns() {
    return process.stdout.columns
  },
  write: (text) => writeOut(text),
}

/** Resolves when the text has left the process, which may then end, or when it cannot be written any more. */
export function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((resolve) => {
    const write = stream === process.stdout ? writeOut : writeError
    write(text, () => resolve())
  })
}

/** Why the standard output could not take the report; null if it could, or if its reader had enough of it. */
let failedOutput: Error | null = null

/**
 * Lets the command go on when its output is closed or full, and end with its own exit code. A closed pipe, such as to `head`, is
 * not an error.
 */
export function outliveOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') failedOutput ??= error
  })
  // There is nowhere to say so.
  process.stderr.on('error', () => undefined)
}

/** What went wrong with the standard output, in a sentence; null if nothing did. */
export function outputProblem(): string | null {
  return failedOutput === null
    ? null
    : `The report could not be written to the standard output: ${failedOutput.message}\n`
}
