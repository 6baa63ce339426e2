/** A server that is not ours: Python's own, on a free port of this machine. It serves the folder of this file. */
import { spawn } from 'node:child_process'
import { lookup } from 'node:dns/promises'
import { connect } from 'node:net'
import type { Host, TcpServer } from '../harness/index.ts'
import { foreignServerSource } from './python-sources.generated.ts'

/** How many milliseconds the server may take to start, on a machine that is busy. */
const startMs = 30_000
const connectMs = 5000
/** Without Python in the path, an interpreter may have called the command. On Windows its usual name is `python`. */
const commands = [
  process.env.LOOP_CONFORMANCE_PYTHON ?? '',
  ...(process.platform === 'win32' ? ['python', 'python3'] : ['python3']),
].filter((command) => command !== '')

const { setTimeout, clearTimeout } = globalThis

/** The server starts when it is first needed. Null if it cannot be started or reached. */
export function withForeignServer(host: Host): Host {
  let server: Promise<TcpServer | null> | null = null
  return { ...host, server: () => (server ??= startServer()) }
}

async function startServer(): Promise<TcpServer | null> {
  for (const command of commands) {
    const port = await startedBy(command)
    if (port === null) continue
    const address = '127.0.0.1'
    // A machine without a loopback interface can bind, and not connect.
    return (await isReached(address, port)) ? { host: address, port, name: await nameOf(address) } : null
  }
  return null
}

/** The port of the server that the command has started. Null if it has not. */
function startedBy(command: string): Promise<number | null> {
  return new Promise((resolve) => {
    const child = spawn(command, ['-u', '-c', foreignServerSource], {
      cwd: import.meta.dirname,
      stdio: ['pipe', 'pipe', 'ignore'],
    })
    const end = (port: number | null): void => {
      clearTimeout(clock)
      resolve(port)
    }
    const clock = setTimeout(() => {
      child.kill('SIGKILL')
      end(null)
    }, startMs)
    child.on('error', () => end(null)).on('exit', () => end(null))
    const pipes = [child.stdin, child.stdout] as (Unreferable | null | undefined)[]
    if (!pipes[0] || !pipes[1]) return
    let said = ''
    child.stdout.on('data', (text: Buffer) => {
      said += text.toString()
      const port = /port (\d+)/.exec(said)?.[1]
      if (port === undefined) return
      // From now on the server must not keep an idle process alive. Its output stays open, or it would end.
      child.unref()
      for (const pipe of pipes) pipe?.unref?.()
      end(Number(port))
    })
  })
}

interface Unreferable {
  unref?(): void
}

function isReached(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: connectMs })
    const end = (isThere: boolean): void => {
      socket.destroy()
      resolve(isThere)
    }
    socket.on('connect', () => end(true))
    socket.on('error', () => end(false)).on('timeout', () => end(false))
  })
}

/** A name of the address on this machine; null if it has none. */
async function nameOf(address: string): Promise<string | null> {
  try {
    const found = await lookup('localhost', { all: true })
    return found.some((one) => one.address === address) ? 'localhost' : null
  } catch {
    return null
  }
}
