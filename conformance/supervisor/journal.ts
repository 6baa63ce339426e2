import fs from 'node:fs'
import { journalDescriptor, type JournalEntry } from './protocol.ts'

// All of this is captured before the candidate is loaded, which may replace it.
const { stringify } = JSON
const { writeSync } = fs
const from = Buffer.from.bind(Buffer)
const { deleteProperty } = Reflect
const everyObject = Object.prototype
const everyList = Array.prototype

/** Writes one entry, synchronously, so that it reaches the parent whatever happens to this process next. */
export type WriteJournal = (entry: JournalEntry) => void

/**
 * Opens the journal. Each line begins with the token, which only the parent and this function know: what a candidate writes to the
 * descriptor is not taken for an entry. The line break in front ends whatever the candidate has written.
 */
export function openJournal(token: string): WriteJournal {
  return (entry) => {
    // These would change what stringify() writes.
    deleteProperty(everyObject, 'toJSON')
    deleteProperty(everyList, 'toJSON')
    const bytes = from(`\n${token} ${stringify(entry)}\n`)
    const { length } = bytes
    for (let written = 0; written < length;) written += writeSync(journalDescriptor, bytes, written)
  }
}

/** Cuts a stream of lines that begin with a token into entries. */
export class TokenReader<Entry> {
  #rest = ''
  readonly #head: string
  readonly #onEntry: (entry: Entry) => void
  readonly #onForeign: (line: string) => void

  /** `onForeign` receives each line that is no entry. */
  constructor(token: string, onEntry: (entry: Entry) => void, onForeign: (line: string) => void) {
    this.#head = `${token} `
    this.#onEntry = onEntry
    this.#onForeign = onForeign
  }

  push(text: string): void {
    const lines = (this.#rest + text).split('\n')
    // A unit that was killed while it wrote leaves half a line.
    this.#rest = lines.pop() ?? ''
    for (const line of lines) if (line !== '') this.#read(line)
  }

  #read(line: string): void {
    const entry = line.startsWith(this.#head) ? (parsed(line.slice(this.#head.length)) as Entry | null) : null
    if (entry === null) this.#onForeign(line)
    else this.#onEntry(entry)
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
