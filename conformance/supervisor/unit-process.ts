import { fork, type ChildProcess } from 'node:child_process'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { JournalReader } from './journal.ts'
import { killGroup, unitsLeadGroups } from './kill-group.ts'
import { journalDescriptor, type GuardMessage, type JournalEntry, type UnitRequest } from './protocol.ts'

/** Where the candidate's standard output and error go. Our standard output carries the report, so they never go there. */
export type CandidateOutput = 'stderr' | 'ignore'

export interface UnitProcessListener {
  onEntry(entry: JournalEntry): void
  onGuard(message: GuardMessage): void
}

export interface Exit {
  readonly code: number | null
  readonly signal: string | null
}

/** A forked process with its journal. */
export class UnitProcess {
  /** The process has exited, or could not be started, and all that it wrote has been read. */
  readonly ended: Promise<Exit>
  readonly #child: ChildProcess

  constructor(suiteUrl: string, output: CandidateOutput, listener: UnitProcessListener) {
    const outputDescriptor = output === 'stderr' ? 2 : 'ignore'
    this.#child = fork(fileURLToPath(new URL('./guard.js', import.meta.url)), [suiteUrl], {
      // Two processes cannot listen on one port of the debugger.
      execArgv: process.execArgv.filter((argument) => !argument.startsWith('--inspect')),
      stdio: ['ignore', outputDescriptor, outputDescriptor, 'ipc', 'pipe'],
      detached: unitsLeadGroups,
    })
    liveUnits.add(this)
    const reader = new JournalReader((entry) => {
      listener.onEntry(entry)
    })
    const journal = this.#child.stdio[journalDescriptor] as Readable
    journal.setEncoding('utf8').on('data', (text: string) => {
      reader.push(text)
    })
    this.#child.on('message', (message) => {
      listener.onGuard(message as GuardMessage)
    })
    this.ended = this.#whenEnded(journal)
  }

  async #whenEnded(journal: Readable): Promise<Exit> {
    const read = new Promise<void>((resolve) => {
      journal.on('close', resolve).on('error', () => undefined)
    })
    const exit = await new Promise<Exit>((resolve) => {
      this.#child.on('exit', (code, signal) => {
        resolve({ code, signal })
      })
      this.#child.on('error', () => {
        if (this.#child.pid === undefined) resolve({ code: null, signal: null })
      })
    })
    // What the candidate has started must not outlive it, nor keep the journal open.
    if (unitsLeadGroups) this.kill()
    await read
    liveUnits.delete(this)
    return exit
  }

  ask(request: UnitRequest): void {
    // A unit that is ending tells so itself.
    if (this.#child.connected) this.#child.send(request, () => undefined)
  }

  kill(): void {
    if (this.#child.pid !== undefined) killGroup(this.#child.pid)
  }
}

/** Units end with this process, if it can still do anything when it ends. If not, they notice by themselves. */
const liveUnits = new Set<UnitProcess>()
process.on('exit', () => {
  for (const unit of liveUnits) unit.kill()
})
