import type { Host, Peers } from '../harness/index.ts'
import { PeerThread } from './peer-thread.ts'

/** The peers start when they are first needed. There are none if this machine cannot connect to itself. */
export function withPeers(host: Host): Host {
  let peers: Promise<Peers | null> | null = null
  return { ...host, peers: () => (peers ??= Promise.resolve(startPeers())) }
}

function startPeers(): Peers | null {
  try {
    const peers = new PeerThread()
    peers.connect(peers.listen().address)
    peers.forget()
    return peers
  } catch {
    return null
  }
}
