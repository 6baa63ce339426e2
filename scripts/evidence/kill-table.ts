import { killTableFile, type Kill } from '../../conformance/self-test/kill-table.ts'
import { readArtefact } from './artefacts.ts'

export type { Kill }

/** Returns null if neither `scripts/kill-table.ts` nor `faults.test.ts` has run here. */
export function readKillTable(): readonly Kill[] | null {
  const text = readArtefact(killTableFile)
  return text === null ? null : (JSON.parse(text) as readonly Kill[])
}
