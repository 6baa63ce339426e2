/** What a peer can send while nobody reads: as much as buffers hold, and no more. */
import type { CheckContext, PeerConnection } from '../../harness/index.ts'

const megabyte = new Uint8Array(2 ** 20)
/** Far more megabytes than the buffers of a system and of a loop hold. */
const most = 32
/** How often the peer must look stuck. */
const looks = 3

/**
 * The peer sends one megabyte after the other. It must be stuck before it has sent 32. `elsewhere` does something on another connection:
 * while a loop does that, it would also read what this peer sends.
 */
export async function cannotSendAll(
  t: CheckContext,
  peer: PeerConnection,
  elsewhere: () => Promise<unknown>,
): Promise<void> {
  let sent = 0
  for (let stuck = 0; sent < most && stuck < looks;) {
    if (peer.look().unsent > 0) {
      stuck++
      await elsewhere()
    } else {
      stuck = 0
      sent++
      peer.send(megabyte)
    }
  }
  t.that(sent < most, 'the peer cannot send 32 MiB while reading is paused', 'it could send all of it')
}
