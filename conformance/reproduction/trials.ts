import { spawn, type ChildProcess } from 'node:child_process'
import readline from 'node:readline'
import { trialsSource } from './python-sources.generated.ts'

/** What one program printed, line by line. The last line says how it ended, if it did not just end. */
export interface Trial {
  readonly asyncio: readonly string[]
  readonly candidate: readonly string[]
  /** How long it took on asyncio. */
  readonly seconds: number
}

/** Seconds. A program that takes longer does not end. On asyncio each ends at once. */
const usualSeconds = 5

/** Runs programs on asyncio and on the candidate, in processes of their own, which a process without any loop forks. */
export class Trials {
  readonly #process: ChildProcess
  readonly #waiting: ((trial: Trial | null) => void)[] = []
  /** How many programs have run. */
  count = 0

  constructor(interpreter: string) {
    this.#process = spawn(interpreter, ['-c', trialsSource], {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, PYTHONASYNCIODEBUG: '', PYTHONDEVMODE: '', PYTHONWARNINGS: '' },
    })
    const { stdin, stdout } = this.#process
    stdin?.on('error', () => undefined)
    if (stdout !== null)
      readline.createInterface({ input: stdout }).on('line', (line) => {
        this.#waiting.shift()?.(JSON.parse(line) as Trial)
      })
    this.#process
      .on('error', () => undefined)
      .on('close', () => {
        for (const settle of this.#waiting.splice(0)) settle(null)
      })
  }

  /** Returns null if the interpreter has ended. */
  run(text: string, seconds = usualSeconds): Promise<Trial | null> {
    this.count++
    const { stdin, exitCode, signalCode } = this.#process
    if (exitCode !== null || signalCode !== null || stdin?.writable !== true) return Promise.resolve(null)
    return new Promise((resolve) => {
      this.#waiting.push(resolve)
      stdin.write(`${JSON.stringify({ text, seconds })}\n`)
    })
  }

  close(): void {
    this.#process.stdin?.end()
    this.#process.kill()
  }
}
