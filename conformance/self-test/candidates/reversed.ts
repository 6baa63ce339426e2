import { VirtualEventLoop } from 'loop-conformance/reference'

/** A loop that runs the callbacks of an iteration from the last to the first. */
export default class ReversedLoop extends VirtualEventLoop {
  protected override iterate(): number {
    this.ready.reverse()
    return super.iterate()
  }
}
