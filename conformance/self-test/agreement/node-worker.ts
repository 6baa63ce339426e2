/** The web worker of the playground as a thread of Node, so that the same code runs without a browser. */
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { build } from 'esbuild'
import type { News, Request } from '../../../site/playground/protocol.ts'
import type { StartWorker, WorkerHandle } from '../../../site/playground/run/worker-runner.ts'

/** What the scope of a web worker has and a thread of Node has not. */
const scope = `
import { parentPort } from 'node:worker_threads'
globalThis.postMessage = (message) => parentPort.postMessage(message)
Object.defineProperty(globalThis, 'onmessage', {
  set: (listener) => parentPort.on('message', (data) => listener({ data })),
})
globalThis.addEventListener = (type, listener) => {
  const preventDefault = () => undefined
  if (type === 'error') process.on('uncaughtException', (error) => listener({ error, preventDefault }))
  else process.on('unhandledRejection', (reason) => listener({ reason, preventDefault }))
}
`

class NodeWorker implements WorkerHandle {
  onmessage: WorkerHandle['onmessage'] = null
  onerror: WorkerHandle['onerror'] = null
  readonly #thread: Worker

  constructor(file: string) {
    // What broken loops log would bury everything else.
    this.#thread = new Worker(file, { stdout: true, stderr: true })
    this.#thread.on('message', (data: News) => this.onmessage?.({ data }))
    this.#thread.on('error', ({ message }) => this.onerror?.({ message, preventDefault: () => undefined }))
  }

  postMessage(message: Request): void {
    this.#thread.postMessage(message)
  }

  terminate(): void {
    void this.#thread.terminate()
  }
}

/** Bundles the worker. Returns what starts it, and what removes the bundle. */
export async function bundleWorker(): Promise<{ start: StartWorker; remove: () => void }> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'loop-conformance-worker-'))
  const file = path.join(folder, 'worker.mjs')
  await build({
    entryPoints: ['site/playground/worker/worker.ts'],
    outfile: file,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    ignoreAnnotations: true,
    keepNames: true,
    banner: { js: scope },
    logLevel: 'error',
  })
  return {
    start: () => new NodeWorker(file),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
