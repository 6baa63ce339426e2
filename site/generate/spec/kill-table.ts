import { readFileSync } from 'node:fs'

/** A row of `docs/generated/kill-table.md`: what the suite said of one fault. */
export interface Kill {
  readonly clause: string
  readonly level: string
  readonly fault: string
  readonly said: string
  readonly dragsAlong: readonly string[]
}

/** The rows with a fault; a clause without one has none. */
export function killTable(): readonly Kill[] {
  const lines = readFileSync('docs/generated/kill-table.md', 'utf8').split('\n')
  const rows = lines
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.slice(2, -2).split(/ (?<!\\)\| /))
  return rows
    .filter(([, , fault = '']) => !fault.startsWith('('))
    .map(([clause = '', level = '', fault = '', said = '', others = '']) => ({
      clause: clause.replaceAll('`', ''),
      level,
      fault,
      said: said.replaceAll('\\|', '|'),
      dragsAlong: [...others.matchAll(/`([^`]+)`/g)].map(([, id = '']) => id),
    }))
}
