/**
 * A server of HTTP/1.0 that nobody of us has written. Its answers say from which ports it has connections beside the one that
 * asks (`X-Other-Connections`). It is slow to read what is PUT there, and a DELETE resets the connection.
 */
export interface TcpServer {
  readonly host: string
  readonly port: number
}

/** What the checks need of the machine they run on. Captured before the candidate loads, which may replace globals. */
export interface Host {
  /** Milliseconds, monotonic, and not the candidate's clock. */
  now(): number
  setTimeout(callback: () => void, ms: number): unknown
  clearTimeout(timer: unknown): void
  /** Resolves after the host has had a turn: pending microtasks and immediates have run. */
  turn(): Promise<void>
  /** A server on this machine; null where there is none. Hosts without processes do not have the method. */
  server?(): Promise<TcpServer | null>
  /** How many timers, immediates, ports, sockets and the like keep the process, by kind; absent where a host does not say. */
  keepingAlive?(): Readonly<Record<string, number>>
  /** From the call on: how many milliseconds this thread has been at work; absent where a host does not say. */
  measureBusyTime?(): () => number
  /** Collects what nobody refers to any more; absent where a program has no say in it. */
  gc?(): void
}

interface HostGlobals {
  performance: { now(): number }
  setTimeout: (callback: () => void, ms: number) => unknown
  clearTimeout: (timer: unknown) => void
  setImmediate?: (callback: () => void) => unknown
  gc?: () => void
}

/** A host made of the globals as they are now: Node, Bun, Deno, a browser or a worker. */
export function captureHost(): Host {
  const globals = globalThis as unknown as HostGlobals
  const { performance, setTimeout, clearTimeout, setImmediate, gc } = globals
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
      new Promise((resolve) => {
        if (setImmediate) setImmediate(resolve)
        else setTimeout(resolve, 0)
      }),
  }
}
