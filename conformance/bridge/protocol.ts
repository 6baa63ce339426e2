const protocols = new WeakSet<object>()

/** Marks an object as a protocol, whose methods are all optional, so that nothing else tells one. */
export function asProtocol<P>(protocol: P): P {
  if (typeof protocol === 'object' && protocol !== null) protocols.add(protocol)
  return protocol
}

export function isProtocol(value: object): boolean {
  return protocols.has(value)
}
