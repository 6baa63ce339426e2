/**
 * Takes away what a loop does not need: the network, what the origin keeps, and workers of its own. The loop may have come with a
 * link from a stranger. Imported before anything that a loop could reach.
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
