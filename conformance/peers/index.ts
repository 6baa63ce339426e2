export { withPeers } from './with-peers.ts'
