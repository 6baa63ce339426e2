import { locationOf } from '../harness/index.ts'
import { writeJournal } from './journal.ts'

/**
 * Writes down which line ends the process before it does. `abort` does not exist in a worker thread: here it does what
 * it does in a program of its own.
 */
export function watchExits(guilty: () => string | null): void {
  const announce = (call: string): void => {
    const at = locationOf(new Error().stack)
    writeJournal({ what: 'exit', how: `called ${call}`, key: guilty(), ...(at === null ? {} : { at }) })
  }
  const exit = process.exit.bind(process)
  process.exit = (code) => {
    announce(`process.exit(${code === undefined ? '' : String(code)})`)
    return exit(code)
  }
  process.abort = () => {
    announce('process.abort()')
    process.kill(process.pid, 'SIGABRT')
    for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
  }
}
