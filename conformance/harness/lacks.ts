/** What a check needs and a loop, or the machine it runs on, may lack. Each text continues "Not run: ". */
const lacks = {
  contextVariables: 'the loop has no context variables',
  futureClass: 'the loop has no class of futures',
  taskClass: 'the loop has no class of tasks',
  unixProfile: 'the loop does not claim the profile unix',
  memorySockets: 'the loop takes no sockets in memory, as it does not claim the profile net',
  ipv6: 'this machine cannot receive at ::1',
  abstractNames: 'this machine has no Unix sockets without a file',
  makeSocketTransport: 'the loop has no makeSocketTransport()',
  keepingAlive: 'this host does not say what keeps it alive',
  connectSock: 'the loop has no connectSock()',
  getaddrinfo: 'the loop has no getaddrinfo()',
  getnameinfo: 'the loop has no getnameinfo()',
  busyTime: 'nothing here says how long the loop has been at work',
  explained: 'a clause is not kept, and that explains whatever this check would find',
  programs: 'this host has no generated programs for the loop',
  exceptionHandler: 'the loop took no exception handler',
  overrides: 'only a loop in Python overrides methods of asyncio',
  threads: 'no other thread can reach the loop',
  encryption: 'the loop does not claim the profile tls',
  systemNetwork: 'the loop has a network of its own, on which there is no server',
  memoryNetwork: 'the loop uses the network of the system, which takes its time',
  server:
    'this machine has no server to talk to, because python3 does not start or 127.0.0.1 is not reachable',
  peers: 'this machine cannot connect to itself, because 127.0.0.1 is not reachable',
  bindSock: 'nothing here binds a socket for the loop',
  exhaustion: 'nothing here makes the system run out of descriptors',
  openFiles: 'nothing here says how many files are open',
  reusePort: 'this system, or this version of Node, cannot share a port',
  foreignAddress: 'this system lets a program bind the address of another machine',
  secondAddress: 'this machine has no second address of the loopback interface, such as 127.0.0.2',
  broadcast: 'this machine does not carry datagrams to 127.255.255.255',
  asyncWith: 'JavaScript has no async with',
  twoAddresses: 'a connection without a host does not try both 127.0.0.1 and ::1 here',
  laterFirstStep: 'the tasks of this loop take their first step when they are created',
  localhost: 'this machine does not resolve localhost',
} as const

export type Lack = keyof typeof lacks

const natural: readonly Lack[] = [
  'threads',
  'programs',
  'explained',
  'exceptionHandler',
  'exhaustion',
  'openFiles',
  'reusePort',
  'encryption',
  'memoryNetwork',
  'unixProfile',
  'asyncWith',
  'laterFirstStep',
]

/** The message of a check that was not run for a lack. */
export function notRunFor(lack: Lack): string {
  return `Not run: ${lacks[lack]}.`
}

/**
 * A report has no finding about it. The lack lies in the nature of the candidate: most loops in JavaScript live in one thread. Or the
 * report says enough about it: a clause that is not kept. Or it does not matter: the playground is smaller without programs.
 */
export function isNatural(lack: Lack | null | undefined): boolean {
  return lack !== null && lack !== undefined && natural.includes(lack)
}

/** The lack behind the message of a row in a report, which has no other trace of it. Null if the message is another one. */
export function lackOf(message: string | undefined): Lack | null {
  return (Object.keys(lacks) as Lack[]).find((lack) => notRunFor(lack) === message) ?? null
}
