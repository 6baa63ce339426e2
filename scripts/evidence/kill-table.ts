import { readArtefact } from './artefacts.ts'

export const killTableFile = 'kill-table.json'

/** What the suite says of the loop that has one defect. */
export interface Kill {
  readonly fault: string
  readonly clause: string
  /** The message of the check that fails as the fault says. */
  readonly said: string
  /** Other clauses that the same defect breaks. */
  readonly dragsAlong: readonly string[]
}

/** Returns null if `scripts/kill-table.ts` has not run here. */
export function readKillTable(): readonly Kill[] | null {
  const text = readArtefact(killTableFile)
  return text === null ? null : (JSON.parse(text) as readonly Kill[])
}

/** Default names of tasks are numbered through the whole process; here the numbers of a message begin at 1. */
export function numberTasks(message: string): string {
  const numbers = new Map<string, number>()
  return message.replaceAll(/\bTask-\d+/g, (name) => {
    const number = numbers.get(name) ?? numbers.size + 1
    numbers.set(name, number)
    return `Task-${String(number)}`
  })
}
