import { fork, type ChildProcess } from 'node:child_process'
import process from 'node:process'
import type { JudgedFault } from './fault-judge.ts'
import { bundleToFile, type BundledFile } from './bundled.ts'

// From the root, so that it is found from a bundle of scripts, too.
const entry = new URL('../../conformance/self-test/fault-judge.ts', import.meta.url)

/** V8 takes a sixth of the time of such a process to optimize code. The guard of a unit says more. */
const execArgv = Number.parseInt(process.versions.v8) <= 12 ? ['--interrupt-budget=1000000'] : []

type Answer = { readonly judged: JudgedFault } | { readonly error: string }

/** Some processes that judge faults, each one at a time. */
export class FaultJudges {
  readonly #file: BundledFile
  readonly #idle: ChildProcess[] = []
  readonly #all = new Set<ChildProcess>()
  readonly #waiting: ((judge: ChildProcess) => void)[] = []

  private constructor(file: BundledFile) {
    this.#file = file
  }

  static async start(count: number): Promise<FaultJudges> {
    const judges = new FaultJudges(await bundleToFile(entry))
    for (let index = 0; index < count; index++) judges.#add()
    return judges
  }

  /** Rejects if the process ends. Another one takes its place. */
  async judge(name: string): Promise<JudgedFault> {
    const judge =
      this.#idle.pop() ?? (await new Promise<ChildProcess>((resolve) => this.#waiting.push(resolve)))
    const answer = await new Promise<Answer>((resolve) => {
      const ended = (code: number | null): void =>
        resolve({ error: `The process that judges ${name} ended with ${String(code)}.` })
      judge.once('exit', ended)
      judge.once('message', (answer) => {
        judge.off('exit', ended)
        resolve(answer as Answer)
      })
      judge.send(name)
    })
    if (judge.connected) this.#release(judge)
    else this.#add()
    if ('error' in answer) throw new Error(answer.error)
    return answer.judged
  }

  end(): void {
    for (const judge of this.#all) judge.kill()
    this.#file.remove()
  }

  #add(): void {
    const judge = fork(this.#file.path, { execArgv, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    this.#all.add(judge)
    judge.once('exit', () => this.#all.delete(judge))
    this.#release(judge)
  }

  #release(judge: ChildProcess): void {
    const next = this.#waiting.shift()
    if (next === undefined) this.#idle.push(judge)
    else next(judge)
  }
}
