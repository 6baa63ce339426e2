import type { ClauseId } from '../../spec/index.ts'

/** Clauses that are observed in every check, in addition to the clause of the check. */
export const ledgerClauses = [
  'task-registry.callbacks-have-no-current-task',
  'task-registry.step-sees-its-own-task',
  'task-registry.done-tasks-are-not-listed',
  'running-loop.callbacks-see-their-loop',
  'exceptions.handler-hears-only-errors',
  'lifecycle.nothing-runs-after-close',
] as const satisfies readonly ClauseId[]
export type LedgerClause = (typeof ledgerClauses)[number]

/** What the ledger saw of one clause in one check. */
export interface LedgerEntry {
  /** How often it could have been broken. */
  observed: number
  /** The first time it was, in words. */
  violation?: string
}

export type LedgerPage = Partial<Record<LedgerClause, LedgerEntry>>

/** The ledger of one check. It does not change the status of the check: the clauses have rows of their own in the report. */
export class Ledger {
  readonly page: LedgerPage = {}

  /** `problem` is null when all was well. */
  observe(clause: LedgerClause, problem: string | null): void {
    const entry = (this.page[clause] ??= { observed: 0 })
    entry.observed++
    if (problem !== null) entry.violation ??= problem
  }
}
