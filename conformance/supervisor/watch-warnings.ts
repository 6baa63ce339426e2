import type { WriteJournal } from './journal.ts'

/** Warnings about the use of an API, which come in any run of any candidate. */
const ofNoInterest = new Set(['DeprecationWarning', 'ExperimentalWarning'])

/**
 * Notes the warnings of the process while a check runs. A timer of more than 31 bits of milliseconds fires at once, and only
 * this warning tells so.
 */
export function watchWarnings(guilty: () => string | null, writeJournal: WriteJournal): void {
  process.on('warning', ({ name, message }) => {
    const key = guilty()
    if (key === null || ofNoInterest.has(name)) return
    writeJournal({ what: 'warned', key, name, warning: `${name}: ${message.replace(/\s*\n\s*/g, ' ')}` })
  })
}
