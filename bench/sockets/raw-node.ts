/** `node:net`, `node:tls` and `node:dgram`, with no loop of ours. It is a contender, and the other end of all contenders. */
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import * as tls from 'node:tls'
import { authority, here } from '../../conformance/harness/index.ts'
import {
  datagramsUnderWay,
  mebibyte,
  messageSize,
  pieceSize,
  type Ports,
  type SocketClient,
  type SocketContender,
} from './workload.ts'

const host = '127.0.0.1'

function echo(socket: Socket): void {
  socket.setNoDelay(true)
  socket.on('data', (data) => socket.write(data))
  socket.on('error', () => undefined)
}

function sink(socket: Socket): void {
  let received = 0
  socket.on('data', (data) => {
    received += data.length
    for (; received >= mebibyte; received -= mebibyte) socket.write('.')
  })
  socket.on('error', () => undefined)
}

async function listen(server: Server): Promise<number> {
  server.listen({ host, port: 0, backlog: 100 })
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

async function serve(): Promise<Ports> {
  const datagrams = createSocket('udp4')
  datagrams.on('message', (data, { port, address }) => {
    datagrams.send(data, port, address)
  })
  datagrams.bind(0, host)
  await once(datagrams, 'listening')
  return {
    echo: await listen(createServer(echo)),
    sink: await listen(createServer(sink)),
    tlsEcho: await listen(tls.createServer(here, echo)),
    tlsSink: await listen(tls.createServer(here, sink)),
    datagramEcho: datagrams.address().port,
  }
}

async function open(port: number, encrypted: boolean): Promise<Socket> {
  const socket = encrypted
    ? tls.connect({ host, port, ca: authority, servername: 'localhost' })
    : connect({ host, port })
  socket.setNoDelay(true)
  await once(socket, encrypted ? 'secureConnect' : 'connect')
  return socket
}

/** Waits until `count` bytes have come. */
function received(socket: Socket, count: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let missing = count
    const onData = (data: Buffer): void => {
      missing -= data.length
      if (missing > 0) return
      socket.off('data', onData)
      resolve()
    }
    socket.on('data', onData)
    socket.once('close', () => reject(new Error('The connection ended early.')))
  })
}

const client: SocketClient = {
  async connect(port, encrypted, count) {
    for (let index = 0; index < count; index++) {
      const socket = await open(port, encrypted)
      socket.write('.')
      await received(socket, 1)
      socket.end()
      await once(socket, 'close')
    }
  },
  async roundTrip(port, encrypted, count) {
    const socket = await open(port, encrypted)
    const message = Buffer.alloc(messageSize)
    let [missing, left] = [messageSize, count]
    await new Promise<void>((resolve, reject) => {
      socket.on('data', (data) => {
        missing -= data.length
        if (missing > 0) return
        missing = messageSize
        if (--left === 0) resolve()
        else socket.write(message)
      })
      socket.once('error', reject)
      socket.write(message)
    })
    socket.destroy()
  },
  async upload(port, encrypted, count) {
    const socket = await open(port, encrypted)
    const piece = Buffer.alloc(pieceSize)
    const all = received(socket, count)
    for (let sent = 0; sent < count * mebibyte; sent += pieceSize)
      if (!socket.write(piece)) await once(socket, 'drain')
    await all
    socket.destroy()
  },
  async datagram(port, _encrypted, count) {
    const socket = createSocket('udp4')
    const message = Buffer.alloc(messageSize)
    socket.connect(port, host)
    await once(socket, 'connect')
    await new Promise<void>((resolve, reject) => {
      let [sent, arrived] = [0, 0]
      const send = (): void => {
        if (sent++ < count) socket.send(message)
      }
      socket.on('message', () => {
        if (++arrived === count) resolve()
        else send()
      })
      socket.once('error', reject)
      for (let index = 0; index < datagramsUnderWay; index++) send()
    })
    socket.close()
  },
}

export const rawNode: SocketContender = { serve, client }
