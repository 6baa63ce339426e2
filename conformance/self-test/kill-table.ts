/** `evidence/kill-table.json`: which clause catches each fault, and with what words. The site shows it. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Report } from '../../spec/index.ts'
import type { Fault } from './fault.ts'

export const killTableFile = 'kill-table.json'

/** What the suite says of the loop that has one defect. */
export interface Kill {
  readonly fault: string
  readonly clause: string
  /** The message of the check that fails as the fault says. Empty if none does: a busy machine can hide a fault. */
  readonly said: string
  /** Other clauses that the same defect breaks. */
  readonly dragsAlong: readonly string[]
}

/** The row of a fault that has been judged. */
export function killOf(
  { name, clause, observes }: Fault,
  { results }: Report,
  causes: readonly string[],
): Kill {
  const failing = results.filter((one) => one.clause === clause && one.status === 'fail')
  const said = failing.find((one) => observes.test([one.message, one.expected, one.actual].join('\n')))
  return {
    fault: name,
    clause,
    said: numberTasks(said?.message ?? ''),
    dragsAlong: causes.filter((id) => id !== clause),
  }
}

/** Writes the table, in the order of the faults. */
export function writeKillTable(kills: readonly Kill[]): void {
  const folder = fileURLToPath(new URL('../../evidence/', import.meta.url))
  mkdirSync(folder, { recursive: true })
  const rows = kills.map((kill) => JSON.stringify(kill)).join(',\n')
  writeFileSync(`${folder}${killTableFile}`, `[\n${rows}\n]\n`)
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
