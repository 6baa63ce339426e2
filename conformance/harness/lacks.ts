/** What a check needs and a loop, or the machine it runs on, may do without. Reads on: "Not run: ". */
const lacks = {
  contextVariables: 'the loop has no context variables',
  futureClass: 'the loop has no class of futures',
  taskClass: 'the loop has no class of tasks',
  makeSocketTransport: 'the loop has no makeSocketTransport()',
  keepingAlive: 'this host does not say what keeps it alive',
  connectSock: 'the loop has no connectSock()',
  getaddrinfo: 'the loop has no getaddrinfo()',
  busyTime: 'nothing here says how long the loop has been at work',
  threads: 'no other thread can reach the loop',
  server: 'this machine has no server to talk to',
} as const

export type Lack = keyof typeof lacks

/** The message of a check that was not run for a lack. */
export function notRunFor(lack: Lack): string {
  return `Not run: ${lacks[lack]}.`
}

/** It lies in the nature of the candidate, so that nobody has to be told: most loops in JavaScript live in one thread. */
export function isNatural(message: string | undefined): boolean {
  return message === notRunFor('threads')
}

/** True for the message of a check that was rightly not run, though its clause applies. */
export function isLack(message: string | undefined): boolean {
  return Object.keys(lacks).some((lack) => notRunFor(lack as Lack) === message)
}
