import type { DatagramOptions, DatagramProtocol, DatagramTransport, SocketAddress } from '../../spec/index.ts'
import { asDatagramProtocol, PythonTuple } from './marks.ts'
import { PythonObject, type Keywords, type Remote } from './stand-ins.ts'

/** The keywords of `create_datagram_endpoint`. */
export function datagramKeywords(
  remote: Remote,
  { localAddr, remoteAddr, family, reusePort, allowBroadcast, ...options }: DatagramOptions,
): Keywords {
  return {
    ...options,
    local_addr: tupleOf(localAddr),
    remote_addr: tupleOf(remoteAddr),
    family: family ? remote.call(0, 'address_family', [family]) : family,
    reuse_port: reusePort,
    allow_broadcast: allowBroadcast,
  }
}

/** An address is a tuple in Python and an object in JavaScript. */
function tupleOf(address: SocketAddress | null | undefined): PythonTuple | null | undefined {
  return address ? new PythonTuple([address.host, address.port]) : address
}

const addresses = new Set(['sockname', 'peername'])

export class PythonDatagramTransport extends PythonObject implements DatagramTransport {
  sendto(data: Uint8Array, ...addr: [addr?: SocketAddress | null]): void {
    this.ask('sendto', [data, ...addr.map(tupleOf)])
  }

  close(): void {
    this.ask('close')
  }

  abort(): void {
    this.ask('abort')
  }

  isClosing(): boolean {
    return this.ask('is_closing') as boolean
  }

  getWriteBufferSize(): number {
    return this.ask('get_write_buffer_size') as number
  }

  getWriteBufferLimits(): readonly [low: number, high: number] {
    return this.ask('get_write_buffer_limits') as [number, number]
  }

  setWriteBufferLimits(high: number | null = null, low: number | null = null): void {
    this.ask('set_write_buffer_limits', [high, low])
  }

  setProtocol(protocol: DatagramProtocol): void {
    this.ask('set_protocol', [asDatagramProtocol(protocol)])
  }

  getProtocol(): DatagramProtocol | null {
    return this.ask('get_protocol') as DatagramProtocol | null
  }

  getExtraInfo(name: string, fallback: unknown = null): unknown {
    const info = this.ask('get_extra_info', [name, fallback])
    if (!addresses.has(name) || !Array.isArray(info)) return info
    const [host, port] = info as [string, number]
    return { host, port }
  }
}
