/** Transports that ask for more than there is: methods of the protocol, pieces, a loop that is open. */
import { SocketTransport } from '../../../reference/index.ts'
import type { Fault } from '../fault.ts'
import { transportFault as fault } from './transports-fault.ts'

class NeedsDataReceived extends SocketTransport {
  protected override receiveData(data: Uint8Array): void {
    if (typeof this.protocol?.dataReceived === 'function') super.receiveData(data)
    else this.fatalError(new TypeError('The protocol has no dataReceived().'), 'Fatal error.')
  }
}

class CallsAClosedLoop extends SocketTransport {
  protected override schedule(callback: () => void): void {
    this.loop.callSoon(callback, [], this)
  }
}

class SendsTheFirstPiece extends SocketTransport {
  override writelines(chunks: Iterable<Uint8Array>): void {
    super.writelines([...chunks].slice(0, 1))
  }
}

class ClosesInEveryCase extends SocketTransport {
  protected override loseConnection(error: unknown): void {
    super.loseConnection(error, false)
  }
}

export const transportsSilenceFaults: readonly Fault[] = [
  fault(
    'needs-every-method',
    'missing-methods-do-nothing',
    /what the exception handler heard/,
    NeedsDataReceived,
  ),
  fault(
    'calls-a-closed-loop',
    'closed-loop-hears-nothing',
    /bytes for a closed loop threw/,
    CallsAClosedLoop,
  ),
  fault('sends-the-first-piece', 'writelines-sends-all', /what the peer got/, SendsTheFirstPiece),
  fault(
    'closes-a-socket-that-it-should-abort',
    'socket-is-given-back-the-same-way',
    /how the transport gave its socket back/,
    ClosesInEveryCase,
  ),
]
