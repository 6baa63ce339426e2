import { lstatSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from 'node:worker_threads'
import { makeTemporaryFolder, type TemporaryFolder } from '../bridge/temporary-folder.ts'
import type { SocketAddress } from '../../spec/index.ts'
import {
  PeerError,
  type DatagramPeer,
  type PeerAddress,
  type PeerConnection,
  type PeerDatagram,
  type PeerFiles,
  type Peers,
  type PeerServer,
  type PeerState,
  type PeerTls,
} from '../harness/index.ts'
import { peerThreadSource } from './peer-thread-source.generated.ts'
import type { Reply, Ask, PeerThreadData } from './wire.ts'

const { Atomics } = globalThis

/** The peers of the checks in a thread, and the calls to it, each of which blocks until its step is done. */
export class PeerThread implements Peers {
  readonly #replies = new Int32Array(new SharedArrayBuffer(4))
  readonly #port: MessagePort
  /** Nothing has been opened since the last `forget()`. */
  #unused = true
  #folder: TemporaryFolder | null = null
  #lastPath = 0

  constructor() {
    const { port1, port2 } = new MessageChannel()
    this.#port = port1
    const workerData: PeerThreadData = { replies: this.#replies, port: port2 }
    const worker = new Worker(peerThreadSource, {
      eval: true,
      workerData,
      transferList: [port2],
      execArgv: [],
    })
    // Neither keeps the process alive.
    worker.unref()
    port1.unref()
  }

  readonly files: PeerFiles = {
    newPath: () => {
      this.#unused = false
      this.#folder ??= makeTemporaryFolder()
      return path.join(this.#folder.path, String(++this.#lastPath))
    },
    put: (at, kind) => {
      if (kind === 'file') writeFileSync(at, '')
      else this.ask('putSocket', at)
    },
    kindOf: (at) => {
      const found = lstatSync(at, { throwIfNoEntry: false })
      return found === undefined ? null : found.isSocket() ? 'socket' : 'file'
    },
  }

  connect(address: PeerAddress): PeerConnection {
    this.#unused = false
    return new Connection(this, this.ask('connect', address) as Opened)
  }

  listen({ path: at, tls }: { readonly path?: string; readonly tls?: PeerTls } = {}): PeerServer {
    this.#unused = false
    const asked = tls === undefined ? this.ask('listen', at ?? null) : this.ask('listenTls', tls, at ?? null)
    const { number, address } = asked as { number: number; address: PeerAddress }
    const accepted = (): readonly PeerConnection[] =>
      (this.ask('accepted', number) as Opened[]).map((opened) => new Connection(this, opened))
    return { address, accepted }
  }

  refusingPort(hosts: readonly string[] = ['127.0.0.1']): number {
    this.#unused = false
    return this.ask('takePort', hosts) as number
  }

  bind({ host = '127.0.0.1', port = 0 }: Partial<SocketAddress> = {}): DatagramPeer {
    this.#unused = false
    const bound = this.ask('bind', host, port) as { number: number; port: number }
    return {
      address: { host, port: bound.port },
      sendTo: (data, to) => void this.ask('sendTo', bound.number, data, to.host, to.port),
      arrived: () => this.ask('arrived', bound.number) as readonly PeerDatagram[],
      close: () => void this.ask('unbind', bound.number),
    }
  }

  forget(): void {
    if (this.#unused) return
    this.#unused = true
    this.ask('forget')
    this.#folder?.remove()
    this.#folder = null
  }

  /** Takes one step. Throws `PeerError` if the system refuses it. */
  ask(...ask: Ask): unknown {
    this.#port.postMessage(ask)
    for (;;) {
      const seen = Atomics.load(this.#replies, 0)
      const received = receiveMessageOnPort(this.#port) as { readonly message: Reply } | undefined
      if (received === undefined) {
        Atomics.wait(this.#replies, 0, seen)
        continue
      }
      const { message: reply } = received
      if ('value' in reply) return reply.value
      throw new PeerError(reply.code, reply.message)
    }
  }
}

interface Opened {
  readonly number: number
  readonly port: number | null
}

class Connection implements PeerConnection {
  readonly port: number | null
  readonly #thread: PeerThread
  readonly #number: number

  constructor(thread: PeerThread, { number, port }: Opened) {
    this.#thread = thread
    this.#number = number
    this.port = port
  }

  send(data: Uint8Array): void {
    this.#thread.ask('send', this.#number, data)
  }

  end(): void {
    this.#thread.ask('end', this.#number)
  }

  truncate(): void {
    this.#thread.ask('truncate', this.#number)
  }

  reset(): void {
    this.#thread.ask('reset', this.#number)
  }

  pause(): void {
    this.#thread.ask('pause', this.#number)
  }

  resume(): void {
    this.#thread.ask('resume', this.#number)
  }

  encrypt(tls: PeerTls): void {
    this.#thread.ask('encrypt', this.#number, tls)
  }

  look(): PeerState {
    return this.#thread.ask('look', this.#number) as PeerState
  }
}
