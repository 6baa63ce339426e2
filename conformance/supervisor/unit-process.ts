import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import type { Duplex, Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { TokenReader } from './journal.ts'
import { killGroup, unitsLeadGroups } from './kill-group.ts'
import type { Greeting, GuardMessage, JournalEntry, UnitRequest } from './protocol.ts'

/** Where the candidate's standard output and error go. Our standard output carries the report, so they never go there. */
export type CandidateOutput = 'stderr' | 'ignore'

export interface UnitProcessListener {
  onEntry(entry: JournalEntry): void
  onGuard(message: GuardMessage): void
  /** The candidate has written to a descriptor of the kit. */
  onForeign(line: string): void
}

export interface Exit {
  readonly code: number | null
  readonly signal: string | null
  /** Why the process could not be started. */
  readonly error?: Error
}

/** A process with its journal. */
export class UnitProcess {
  /** The process has exited, or could not be started, and all that it wrote has been read. */
  readonly ended: Promise<Exit>
  readonly #child: ChildProcess | null = null
  #guard: Duplex | null = null

  constructor(suiteUrl: string, output: CandidateOutput, listener: UnitProcessListener) {
    const outputDescriptor = output === 'stderr' ? 2 : 'ignore'
    // Two processes cannot listen on one port of the debugger.
    const flags = process.execArgv.filter((argument) => !argument.startsWith('--inspect'))
    const guard = fileURLToPath(new URL('./guard.js', import.meta.url))
    try {
      this.#child = spawn(process.execPath, [...flags, guard, suiteUrl], {
        stdio: ['ignore', outputDescriptor, outputDescriptor, 'pipe', 'pipe'],
        detached: unitsLeadGroups,
      })
      this.ended = this.#connect(this.#child, listener)
    } catch (error) {
      this.ended = Promise.resolve({ code: null, signal: null, error: error as Error })
    }
  }

  #connect(child: ChildProcess, listener: UnitProcessListener): Promise<Exit> {
    const started = new Promise<Error>((resolve) => child.on('error', resolve))
    const [, , , guard, journal] = child.stdio as (Duplex | null | undefined)[]
    // Without descriptors there are no pipes, and the error is on its way.
    if (!guard || !journal) return started.then((error) => ({ code: null, signal: null, error }))
    liveUnits.add(this)
    const token = randomBytes(16).toString('hex')
    const onForeign = (line: string): void => {
      listener.onForeign(line)
    }
    const entries = new TokenReader<JournalEntry>(token, (entry) => listener.onEntry(entry), onForeign)
    journal.setEncoding('utf8').on('data', (text: string) => {
      entries.push(text)
    })
    const said = new TokenReader<GuardMessage>(token, (message) => listener.onGuard(message), onForeign)
    guard.setEncoding('utf8').on('data', (text: string) => {
      said.push(text)
    })
    // A unit that is ending tells so itself.
    guard.on('error', () => undefined)
    this.#guard = guard
    this.#tell({ token })
    return this.#whenEnded(child, journal)
  }

  async #whenEnded(child: ChildProcess, journal: Readable): Promise<Exit> {
    const read = new Promise<void>((resolve) => {
      journal.on('close', resolve).on('error', () => undefined)
    })
    const exit = await new Promise<Exit>((resolve) => {
      child.on('exit', (code, signal) => {
        resolve({ code, signal })
      })
      child.on('error', (error) => {
        if (child.pid === undefined) resolve({ code: null, signal: null, error })
      })
    })
    // What the candidate has started must not outlive it, nor keep the journal open.
    if (unitsLeadGroups) this.kill()
    await read
    liveUnits.delete(this)
    return exit
  }

  ask(request: UnitRequest): void {
    this.#tell(request)
  }

  #tell(message: UnitRequest | Greeting): void {
    if (this.#guard?.writable === true) this.#guard.write(`${JSON.stringify(message)}\n`)
  }

  kill(): void {
    const pid = this.#child?.pid
    if (pid !== undefined) killGroup(pid)
  }
}

/** Units end with this process, if it can still do anything when it ends. If not, they notice by themselves. */
const liveUnits = new Set<UnitProcess>()
process.on('exit', () => {
  for (const unit of liveUnits) unit.kill()
})
