import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { expect, it, onTestFinished } from 'vitest'

/** How many files the server may have open. Node needs some twenty for itself. */
const limit = 64

/** Starts the server of `echo-server.ts`. Returns its port. */
async function startServer(): Promise<number> {
  const program = 'node scripts/run-ts.mjs conformance/self-test/real-peers/echo-server.ts'
  const child = spawn('sh', ['-c', `ulimit -n ${String(limit)} && exec ${program}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill())
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  return Number(line)
}

/** Whether the server returns what the client says. Resolves when that is known. */
function isServed(client: Socket): Promise<boolean> {
  client.write('hello')
  return new Promise((resolve) => {
    client.on('error', () => resolve(false)).on('close', () => resolve(false))
    client.on('data', () => resolve(true))
  })
}

// Windows has no such limit.
it.skipIf(process.platform === 'win32')('serves again after it had no descriptor left', async () => {
  const port = await startServer()
  const clients = Array.from({ length: 2 * limit }, () => connect(port, '127.0.0.1'))
  const served = (await Promise.all(clients.map(isServed))).filter(Boolean).length
  expect(served).toBeGreaterThan(0)
  expect(served).toBeLessThan(limit)
  for (const client of clients) client.destroy()

  // The server has to see the ends first.
  for (let isBack = false; !isBack;) {
    const client = connect(port, '127.0.0.1')
    isBack = await isServed(client)
    client.destroy()
  }
})
