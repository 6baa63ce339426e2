import { locationOf } from '../harness/index.ts'
import type { WriteJournal } from './journal.ts'

/**
 * Writes into the journal which line is about to end the process. `process.abort()` does not work in a worker thread. Here it
 * aborts the process, as it does in a main thread.
 */
export function watchExits(guilty: () => string | null, writeJournal: WriteJournal): void {
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
