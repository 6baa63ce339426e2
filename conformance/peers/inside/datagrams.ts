/** Datagram sockets over UDP. */
import { createSocket, type Socket } from 'node:dgram'
import type { PeerDatagram } from '../../harness/peers.ts'

interface Endpoint {
  readonly socket: Socket
  readonly arrived: PeerDatagram[]
}

/** Everything that is open, by its number. */
const endpoints = new Map<number, Endpoint>()
let lastNumber = 0

function endpointOf(number: number): Endpoint {
  const endpoint = endpoints.get(number)
  if (endpoint === undefined) throw new Error(`There is no datagram peer ${String(number)}.`)
  return endpoint
}

const isOfFamily6 = (host: string): boolean => host.includes(':')

export const datagramSteps = {
  bind: (host: string, port: number): Promise<{ number: number; port: number }> =>
    new Promise((resolve, reject) => {
      const socket = createSocket({ type: isOfFamily6(host) ? 'udp6' : 'udp4', ipv6Only: isOfFamily6(host) })
      const arrived: PeerDatagram[] = []
      socket.once('error', (error) => {
        socket.close()
        reject(error)
      })
      socket.on('message', (data, from) => {
        arrived.push({ data, from: { host: from.address, port: from.port } })
      })
      socket.bind({ address: host, port, exclusive: true }, () => {
        socket.removeAllListeners('error')
        if (!isOfFamily6(host)) socket.setBroadcast(true)
        // What the candidate does to its end is no business of the peer.
        socket.on('error', () => undefined)
        const number = ++lastNumber
        endpoints.set(number, { socket, arrived })
        resolve({ number, port: socket.address().port })
      })
    }),

  sendTo: (number: number, data: Uint8Array, host: string, port: number): Promise<void> =>
    new Promise((resolve, reject) => {
      endpointOf(number).socket.send(data, port, host, (error) => {
        if (error === null) resolve()
        else reject(error)
      })
    }),

  /** A turn of the thread comes first, so that what has arrived is seen. */
  arrived: (number: number): Promise<readonly PeerDatagram[]> =>
    new Promise((resolve) => {
      setImmediate(() => resolve(endpointOf(number).arrived.splice(0)))
    }),

  unbind: (number: number): Promise<void> =>
    new Promise((resolve) => {
      endpointOf(number).socket.close(() => resolve())
      endpoints.delete(number)
    }),
}

export function forgetDatagrams(): void {
  for (const { socket } of endpoints.values()) socket.close()
  endpoints.clear()
}
