/**
 * Removes what a loop does not need: the network, the storage of the origin, and workers of its own. The loop may have come with a
 * link from a stranger. It is imported before anything that a loop can use.
 */
const names = [
  'fetch',
  'XMLHttpRequest',
  'WebSocket',
  'WebTransport',
  'EventSource',
  'importScripts',
  'indexedDB',
  'caches',
  'BroadcastChannel',
  'Worker',
  'SharedWorker',
]

for (
  let scope: object | null = globalThis;
  scope !== null;
  scope = Object.getPrototypeOf(scope) as object | null
)
  for (const name of names) Reflect.deleteProperty(scope, name)

export {}
