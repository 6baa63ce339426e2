import type { Protocol } from '../../../../spec/index.ts'

/** The protocol is told of every end as of one without an error. */
export function forgetError(protocol: Protocol): void {
  const connectionLost = protocol.connectionLost?.bind(protocol)
  protocol.connectionLost = () => connectionLost?.(null)
}
