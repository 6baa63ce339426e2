import { painter, wantsColor, type Paint } from '../reporters/paint.ts'
import type { ProgressStream } from '../reporters/progress.ts'

/** Wider lines are hard to read, and narrower ones cannot hold a clause. */
const widest = 100
const narrowest = 60

export interface Page {
  readonly width: number
  readonly color: boolean
  readonly paint: Paint
}

/** How to write on the standard output: 80 columns wherever there is no terminal. */
export function standardPage(): Page {
  const color = wantsColor(process.stdout, process.env)
  // Not every terminal knows its width: 0 and undefined both mean that.
  const columns = process.stdout.columns > 0 ? process.stdout.columns : 80
  return { width: Math.max(narrowest, Math.min(widest, columns)), color, paint: painter(color) }
}

/** Taken before a candidate is loaded, which may print. */
const writeOut = process.stdout.write.bind(process.stdout)

/** The standard output carries the report. What a candidate in this process prints goes beside it. */
export function keepStandardOutput(): void {
  process.stdout.write = process.stderr.write.bind(process.stderr)
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

/** Resolves when the text is out of the process, which may then end. */
export function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((resolve) => {
    const write = stream === process.stdout ? writeOut : stream.write.bind(stream)
    write(text, () => resolve())
  })
}

/** A reader that has seen enough, as `head` has, is no error. */
export function endWithReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit()
    throw error
  })
}
