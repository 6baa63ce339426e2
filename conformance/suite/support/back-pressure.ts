/** What a peer can send while nobody reads: as much as buffers hold, and no more. */
import type { CheckContext, PeerConnection } from '../../harness/index.ts'

/** Far more than the buffers of a system and of a loop hold, in bytes. */
const upload = 32 * 2 ** 20
const piece = new Uint8Array(256 * 1024)
/** How often the peer must look stuck. */
const looks = 3

/**
 * The peer sends 32 MiB, and what it could not send must stay. `elsewhere` does something comparable on another connection: while a loop
 * does that, it would also read what this peer sends.
 */
export async function cannotSendAll(
  t: CheckContext,
  peer: PeerConnection,
  elsewhere: () => Promise<unknown>,
): Promise<void> {
  for (let sent = 0; sent < upload; sent += piece.length) peer.send(piece)
  let unsent = upload
  for (let same = 0; same < looks;) {
    await elsewhere()
    const next = peer.look().unsent
    same = next === unsent ? same + 1 : 0
    unsent = next
  }
  t.that(unsent > 0, 'the peer cannot send 32 MiB while reading is paused', 'it could send all of it')
}
