import { ValueError } from '../spec/errors.ts'
import type { AddressInfo, AddressOptions, Port } from '../spec/interfaces/index.ts'

const tcp = 6
const udp = 17

/** The address of a numeric host and port, or null if a look-up is needed. Throws `ValueError` for a number that is no port. */
export function numericAddress(
  host: string | null,
  port: Port,
  { family = 0, type = 'stream', proto = 0 }: AddressOptions = {},
): AddressInfo | null {
  const number = portNumber(port)
  if (host === null || number === null || ![0, tcp, udp].includes(proto)) return null
  const found = isIpv4(host) ? 4 : isIpv6(host) ? 6 : 0
  if (found === 0 || (family !== 0 && family !== found)) return null
  const address = { host, port: number }
  return { family: found, type, proto: type === 'stream' ? tcp : udp, canonname: '', address }
}

function portNumber(port: Port): number | null {
  if (port === null || port === '') return 0
  if (typeof port === 'string' && !/^\d+$/.test(port)) return null
  const number = Number(port)
  if (!Number.isInteger(number) || number < 0 || number > 65_535)
    throw new ValueError(`A port is a whole number from 0 to 65535, and not ${String(port)}.`)
  return number
}

function isIpv4(text: string): boolean {
  const parts = text.split('.')
  return parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)
}

/** An address with a zone (`fe80::1%eth0`) does not count: only the system can read a zone. */
function isIpv6(text: string): boolean {
  const halves = text.split('::')
  if (halves.length > 2) return false
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')))
  const last = groups.at(-1)
  const endsInIpv4 = last !== undefined && isIpv4(last)
  const hexadecimal = endsInIpv4 ? groups.slice(0, -1) : groups
  if (!hexadecimal.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return false
  const length = hexadecimal.length + (endsInIpv4 ? 2 : 0)
  return halves.length === 2 ? length < 8 : length === 8
}
