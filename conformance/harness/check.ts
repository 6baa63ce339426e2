import type { Clause, ClauseId, Specification } from '../../spec/index.ts'
import type { CheckContext } from './check-context.ts'
import type { Condition } from './condition.ts'

/**
 * One check: a clause tried in one situation. Rules for `run`, so that it works unchanged in a browser and over a bridge:
 * a loop runs only as `await loop.run…()`, nothing inside a run waits for the host, and what is asserted is asserted
 * after the loop has stopped. Each "does not" has its "does" beside it.
 */
export interface Check {
  readonly clause: ClauseId
  /** Unique within the clause; reads on from the clause: "three callbacks scheduled at once". */
  readonly situation: string
  readonly run: (t: CheckContext) => void | Promise<void>
  /** Where to look in a candidate that fails. */
  readonly hint?: string
  /** The check is skipped if the host has no server to talk to. */
  readonly needsServer?: true
  /** The check is skipped if the host has no peers: sockets of the system, which a check tells what to do. */
  readonly needsPeers?: true
  /** The check runs after all others. It is about everything, so any clause that is not kept explains its failure. */
  readonly comesLast?: true
  /** The conditions under which the check would fail a loop that keeps the clause. */
  readonly unless?: readonly Condition[]
  /** The condition under which this check is tried; absent for a check of the suite. */
  readonly condition?: Condition
}

export function check(
  clause: ClauseId,
  situation: string,
  run: (t: CheckContext) => void | Promise<void>,
  options: Pick<Check, 'hint' | 'needsServer' | 'needsPeers' | 'comesLast' | 'unless'> = {},
): Check {
  return { clause, situation, run, ...options }
}

/** The name of a check across processes and in reports. */
export function keyOf({
  clause,
  situation,
  condition,
}: Pick<Check, 'clause' | 'situation' | 'condition'>): string {
  const key = `${clause}: ${situation}`
  return condition === undefined ? key : `${key} · ${condition}`
}

/** The clause of a check. Throws if the specification does not have it. */
export function clauseOf(check: Check, { byId }: Specification): Clause {
  const clause = byId.get(check.clause)
  if (clause === undefined)
    throw new Error(`The check "${check.situation}" names the unknown clause ${check.clause}.`)
  return clause
}
