import { writeSync } from 'node:fs'
import { journalDescriptor, type JournalEntry } from './protocol.ts'

const { stringify } = JSON

/**
 * Writes an entry synchronously, so that it reaches the parent whatever happens to this process next. `writeSync` was imported
 * before the candidate, which may replace it.
 */
export function writeJournal(entry: JournalEntry): void {
  const bytes = Buffer.from(`${stringify(entry)}\n`)
  for (let written = 0; written < bytes.length;) written += writeSync(journalDescriptor, bytes, written)
}

/** Cuts the stream of a journal into its entries. */
export class JournalReader {
  #rest = ''
  readonly #onEntry: (entry: JournalEntry) => void

  constructor(onEntry: (entry: JournalEntry) => void) {
    this.#onEntry = onEntry
  }

  push(text: string): void {
    const lines = (this.#rest + text).split('\n')
    // A unit that was killed while it wrote leaves half a line.
    this.#rest = lines.pop() ?? ''
    for (const line of lines) this.#onEntry(JSON.parse(line) as JournalEntry)
  }
}
