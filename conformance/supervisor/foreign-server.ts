/** A server that is not ours: Python's own, on a free port of this machine. It serves the folder of this file. */
import { spawn } from 'node:child_process'
import type { Host, TcpServer } from '../harness/index.ts'
import { foreignServerSource } from './python-sources.generated.ts'

/** The server starts when it is first needed. Null if there is no `python3`. */
export function withForeignServer(host: Host): Host {
  let server: Promise<TcpServer | null> | null = null
  return { ...host, server: () => (server ??= startServer()) }
}

function startServer(): Promise<TcpServer | null> {
  const child = spawn('python3', ['-u', '-c', foreignServerSource], {
    cwd: import.meta.dirname,
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  return new Promise((resolve) => {
    child.on('error', () => resolve(null))
    child.on('exit', () => resolve(null))
    let said = ''
    child.stdout.on('data', (text: Buffer) => {
      said += text.toString()
      const port = /port (\d+)/.exec(said)?.[1]
      if (port === undefined) return
      // From now on the server must not keep an idle process alive. Its output stays open, or it would end.
      child.unref()
      for (const pipe of [child.stdin, child.stdout] as { unref?(): void }[]) pipe.unref?.()
      resolve({ host: '127.0.0.1', port: Number(port) })
    })
  })
}
