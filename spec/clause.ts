/** Areas in reading order; the same names in `spec/clauses`, `spec/interfaces`, `conformance/suite` and the docs. */
export const areas = [
  'lifecycle',
  'running-loop',
  'scheduling',
  'handles',
  'future',
  'coroutine',
  'task',
  'task-registry',
  'factories',
  'exceptions',
  'timers',
  'cancellation',
  'successor',
  'transports',
  'server',
  'tls',
  'datagram',
  'unix',
  'streams',
  'context',
  'waiting',
  'policy',
  'runner',
  'programs',
] as const
export type Area = (typeof areas)[number]

export const levels = ['MUST', 'SHOULD', 'MAY'] as const
export type Level = (typeof levels)[number]

/** `core` is judged for every candidate, the others for a candidate that claims them. */
export const profiles = [
  'core',
  'host',
  'timers-real',
  'base-hooks',
  'net',
  'net-real',
  'server',
  'tls',
  'datagram',
  'unix',
  'streams',
  'eager',
  'python-hooks',
  'debug',
  'gc',
] as const
export type Profile = (typeof profiles)[number]

/** The profiles that had another name in an earlier version, by that name. */
export const renamedProfiles: ReadonlyMap<string, Profile> = new Map([['successor', 'base-hooks']])

/** One requirement, as parsed from `spec/clauses/<area>.md`. Prose fields are Markdown. */
export interface Clause {
  /** `<area>.<what-is-true>`: never a number, never reused. */
  readonly id: string
  readonly area: Area
  readonly level: Level
  readonly profile: Profile
  /** The requirement itself. */
  readonly text: string
  /** Why a program needs it. */
  readonly intent: string
  /** What a program would meet on a loop that did otherwise: why no sane loop can. Every MUST has it. */
  readonly otherwise?: string
  /** Where it comes from: rules of asyncio, bugs of real loops. */
  readonly source: string
  /** The clauses without which this one cannot be judged. */
  readonly requires: readonly string[]
  /** Its only failure is silence: the check has a deadline of its own and a failure says what did not happen. */
  readonly liveness: boolean
  /** Why it holds only for loops in JavaScript; absent where CPython's asyncio is the authority. */
  readonly javascript?: string
  /** The first and the first-not-any-more version of CPython in which it holds, such as `3.11`. */
  readonly since?: string
  readonly until?: string
  /**
   * The versions of CPython with a defect here, and where it is told: `3.12.0, 3.13.0 to 3.13.2, cpython#130145`. `3.8 to 3.11` has
   * every 3.11.
   */
  readonly defect?: string
  /** Why no check can observe it. */
  readonly untestable?: string
  /** The id stays listed after the requirement is gone: why. */
  readonly withdrawn?: string
}

/** The whole specification, as published in `spec.json`. */
export interface Specification {
  /** Of the contract, apart from the version of the package. */
  readonly version: string
  /** A hash of the clauses, so that a report can be held against the specification it was made with. */
  readonly hash: string
  readonly clauses: readonly Clause[]
  /** The same clauses by id. `spec.json` does not have it. */
  readonly byId: ReadonlyMap<string, Clause>
}

/** A specification with its clauses by id. */
export function indexed(parts: Omit<Specification, 'byId'>): Specification {
  return { ...parts, byId: new Map(parts.clauses.map((clause) => [clause.id, clause])) }
}
