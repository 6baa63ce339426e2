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

/** Where to look in a candidate that breaks the clause. */
export const ledgerHints: Readonly<Record<LedgerClause, string>> = {
  'task-registry.callbacks-have-no-current-task':
    'Call leaveTask() in a `finally` after each step of a task, so that no callback runs inside of it.',
  'task-registry.step-sees-its-own-task':
    'Call enterTask() with the loop and the task before each step, also before the one that throws, and keep a current task for each loop.',
  'task-registry.done-tasks-are-not-listed':
    'Call unregisterTask() when a task is done, before its callbacks run.',
  'running-loop.callbacks-see-their-loop':
    'Call setRunningLoop(this) before each turn, and setRunningLoop(null) after it, in every way in which a turn can begin.',
  'exceptions.handler-hears-only-errors':
    'Look at the message and the error above: something that your loop scheduled has thrown. A timer or a callback may set a future that is done already.',
  'lifecycle.nothing-runs-after-close':
    'In close(), drop what is scheduled. In a wake-up from the host, check isClosed() first.',
}

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
