import type { Profile } from '../../spec/index.ts'

/** A name of the contract: an interface, or a member of one. */
export interface Term {
  readonly name: string
  /** The interface that has the member; null for an interface. */
  readonly owner: string | null
  /** The declaration on one line; for an interface the names of its members. */
  readonly signature: string
  /** Its comment, one line for each paragraph; empty if it has none. */
  readonly text: string
}

/** The text before the clauses of an area, one line for each paragraph. */
export interface Introduction {
  readonly title: string
  readonly text: string
}

/** Which loops a profile is for. */
export const profileMeanings: Readonly<Record<Profile, string>> = {
  core: 'Asked of every loop, whether it is claimed or not.',
  host: 'For a loop that lives in a JavaScript host, beside its timers and sockets, and is woken by its callbacks.',
  'timers-real': 'For a loop whose clock is that of the machine.',
  'base-hooks': 'For a loop that extends BaseEventLoop.',
  net: 'For a loop that has transports. They are tried on a socket in memory.',
  'net-real': 'For a loop that connects to servers over TCP.',
  eager: 'For a loop whose tasks may take their first step at their creation.',
  debug: 'For a loop that has a debug mode.',
  gc: 'For a loop that says so when nobody retrieved an exception, and lets go of what nobody wants.',
}
