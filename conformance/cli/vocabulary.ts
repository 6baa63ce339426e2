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
  core: 'For every loop, whether it claims the profile or not.',
  host: "For a loop in a JavaScript host that runs beside the host's own timers and sockets, whose callbacks wake it.",
  'timers-real': 'For a loop whose clock is the clock of the machine.',
  'base-hooks': 'For a loop that extends BaseEventLoop.',
  net: 'For a loop that has transports. The checks use a socket in memory.',
  'net-real': 'For a loop that connects to servers over TCP.',
  server: 'For a loop that accepts connections over TCP.',
  tls: 'For a loop that encrypts connections, as client and as server.',
  datagram: 'For a loop that sends and receives datagrams over UDP.',
  unix: 'For a loop that connects and listens at Unix sockets.',
  streams: 'For a loop whose programs read and write streams over its connections.',
  eager: 'For a loop whose tasks may run their first step when they are created.',
  'python-hooks': 'For every loop in Python: what it overrides takes what this CPython passes.',
  debug: 'For a loop that has a debug mode.',
  gc: 'For a loop that reports exceptions that were never retrieved, and releases objects that nothing refers to.',
}
