import { writeJournal } from './journal.ts'

/** They are about what somebody calls, and hold in any run of anything. */
const ofNoInterest = new Set(['DeprecationWarning', 'ExperimentalWarning'])

/**
 * Hears what the process warns of while a check runs. A timer that is told to wait longer than 31 bits of milliseconds
 * fires at once and says so here, and nowhere else.
 */
export function watchWarnings(guilty: () => string | null): void {
  process.on('warning', ({ name, message }) => {
    const key = guilty()
    if (key === null || ofNoInterest.has(name)) return
    writeJournal({ what: 'warned', key, name, warning: `${name}: ${message.replace(/\s*\n\s*/g, ' ')}` })
  })
}
