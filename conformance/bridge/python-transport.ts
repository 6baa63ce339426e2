import type { Protocol, Transport } from '../../spec/index.ts'
import { asProtocol } from './protocol.ts'
import { PythonObject } from './python-object.ts'

const addresses = new Set(['sockname', 'peername'])

export class PythonTransport extends PythonObject implements Transport {
  write(data: Uint8Array): void {
    this.ask('write', [data])
  }

  writelines(chunks: Iterable<Uint8Array>): void {
    this.ask('writelines', [[...chunks]])
  }

  writeEof(): void {
    this.ask('write_eof')
  }

  canWriteEof(): boolean {
    return this.ask('can_write_eof') as boolean
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

  pauseReading(): void {
    this.ask('pause_reading')
  }

  resumeReading(): void {
    this.ask('resume_reading')
  }

  isReading(): boolean {
    return this.ask('is_reading') as boolean
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

  setProtocol(protocol: Protocol): void {
    this.ask('set_protocol', [asProtocol(protocol)])
  }

  getProtocol(): Protocol | null {
    return this.ask('get_protocol') as Protocol | null
  }

  /** An address of the system is a tuple there, and an object here. */
  getExtraInfo(name: string, fallback: unknown = null): unknown {
    const info = this.ask('get_extra_info', [name, fallback])
    if (!addresses.has(name) || !Array.isArray(info)) return info
    const [host, port] = info as [string, number]
    return { host, port }
  }
}
