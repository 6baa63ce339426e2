import { ValueError } from '../spec/errors.ts'

/**
 * Throws `ValueError` if this version of Node cannot share a port, as asyncio does where `SO_REUSEPORT` is missing. Node can since 22.12
 * and 23.1. An older one ignores the option, so it must not be asked.
 */
export function needReusePort(version = process.versions.node): void {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const isThere = major > 23 || (major === 23 && minor >= 1) || (major === 22 && minor >= 12)
  if (!isThere) throw new ValueError(`reusePort is not supported by Node ${version}. It is since 22.12.`)
}
