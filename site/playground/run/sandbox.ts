import type { Request } from '../protocol.ts'
import { sandboxPolicy, sandboxScript } from './sandbox-script.ts'
import type { WorkerHandle } from './worker-runner.ts'

/** What the frame says. `worker` is the number of a worker. */
interface FromFrame {
  readonly worker: number
  readonly failed: string
}

/**
 * Starts workers inside of a frame that has no origin. So a loop, which may have come with a link from a stranger, has no storage of
 * this site, and the policy of the frame, which its workers inherit, gives it no network. The page talks with a worker directly.
 */
export class Sandbox {
  readonly #frame: HTMLIFrameElement
  readonly #ready: Promise<Window>
  readonly #workers = new Map<number, SandboxedWorker>()
  #last = 0

  /** `code` resolves to the code of the worker, as one classic script. */
  constructor(page: Document, code: Promise<string>) {
    this.#frame = page.createElement('iframe')
    this.#frame.setAttribute('sandbox', 'allow-scripts')
    this.#frame.setAttribute('aria-hidden', 'true')
    this.#frame.tabIndex = -1
    this.#frame.title = 'Where loops run'
    this.#frame.style.cssText = 'position: absolute; width: 0; height: 0; border: 0; visibility: hidden'
    this.#frame.srcdoc =
      `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${sandboxPolicy}">` +
      `<script>${sandboxScript}</script>`
    const loaded = new Promise<Window>((resolve, reject) => {
      this.#frame.addEventListener('load', () => {
        const { contentWindow } = this.#frame
        if (contentWindow === null) reject(new Error('The frame of the playground has no window.'))
        else resolve(contentWindow)
      })
    })
    this.#ready = Promise.all([loaded, code]).then(([frame, text]) => {
      frame.postMessage({ code: text }, '*')
      return frame
    })
    window.addEventListener('message', (event) => {
      if (event.source !== this.#frame.contentWindow) return
      const { worker, failed } = event.data as FromFrame
      this.#workers.get(worker)?.fail(failed)
    })
    page.body.append(this.#frame)
  }

  /** Starts a worker. It can be given requests at once. */
  start(): WorkerHandle {
    const number = ++this.#last
    const { port1, port2 } = new MessageChannel()
    const worker = new SandboxedWorker(port1, () => {
      this.#workers.delete(number)
      void this.#ready.then((frame) => frame.postMessage({ end: number }, '*'))
    })
    this.#workers.set(number, worker)
    this.#ready.then(
      (frame) => frame.postMessage({ start: number }, '*', [port2]),
      (error: unknown) => worker.fail(String(error)),
    )
    return worker
  }
}

/** A worker inside of the frame, as the page sees it. */
class SandboxedWorker implements WorkerHandle {
  onmessage: WorkerHandle['onmessage'] = null
  onerror: WorkerHandle['onerror'] = null
  readonly #port: MessagePort
  readonly #end: () => void

  constructor(port: MessagePort, end: () => void) {
    this.#port = port
    this.#end = end
    port.onmessage = (event: MessageEvent) => this.onmessage?.(event)
  }

  postMessage(message: Request): void {
    this.#port.postMessage(message)
  }

  terminate(): void {
    this.#port.close()
    this.#end()
  }

  fail(message: string): void {
    this.onerror?.({ message, preventDefault: () => undefined })
  }
}
