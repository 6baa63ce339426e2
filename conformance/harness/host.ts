import type { Peers } from './peers.ts'
import type { GeneratedPrograms } from './programs.ts'

/**
 * A server of HTTP/1.0 that is not part of this project. The header `X-Other-Connections` of a response lists the ports of its other
 * connections. It reads what is PUT late, or when it is told to, and a DELETE resets the connection.
 */
export interface TcpServer {
  readonly host: string
  readonly port: number
  /** A name that resolves to the host on this machine, such as `localhost`; null if there is none. */
  readonly name: string | null
}

/** What the checks need of the machine they run on. It is captured before the candidate loads, which may replace globals. */
export interface Host {
  /** Milliseconds, monotonic, and not the candidate's clock. */
  now(): number
  setTimeout(callback: () => void, ms: number): unknown
  clearTimeout(timer: unknown): void
  /** Resolves after the host has had a turn: pending microtasks and immediates have run. */
  turn(): Promise<void>
  /** A server on this machine; null if there is none. Hosts without processes do not have the method. */
  server?(): Promise<TcpServer | null>
  /** The other ends of connections; null if the machine cannot connect to itself. Absent on hosts without sockets. */
  peers?(): Promise<Peers | null>
  /** How many timers, immediates, ports, sockets and so on keep the process alive, by kind. Absent if the host does not tell. */
  keepingAlive?(): Readonly<Record<string, number>>
  /**
   * Returns a function that returns how many milliseconds this thread has worked since, or has waited for a processor. Absent if
   * the host does not tell.
   */
  measureBusyTime?(): () => number
  /** The generated programs. Absent if the host does not bring them. */
  programs?(): Promise<GeneratedPrograms>
  /** Collects garbage. Absent if a program cannot make the host do it. */
  gc?(): void
}

interface HostGlobals {
  performance: { now(): number }
  setTimeout: (callback: () => void, ms: number) => unknown
  clearTimeout: (timer: unknown) => void
  setImmediate?: (callback: () => void) => unknown
  gc?: () => void
}

/** A host made of the present globals: Node, Bun, Deno, a browser or a worker. */
export function captureHost(): Host {
  const globals = globalThis as unknown as HostGlobals
  const { performance, setTimeout, clearTimeout, setImmediate, gc } = globals
  const HostPromise = Promise
  const now = performance.now.bind(performance)
  return {
    now: () => now(),
    setTimeout: (callback, ms) => setTimeout(callback, ms),
    clearTimeout: (timer) => {
      clearTimeout(timer)
    },
    ...(gc === undefined
      ? {}
      : {
          gc: () => {
            gc()
          },
        }),
    turn: () =>
      new HostPromise((resolve) => {
        if (setImmediate) setImmediate(resolve)
        else setTimeout(resolve, 0)
      }),
  }
}
