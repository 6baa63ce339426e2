import { VirtualEventLoop } from '../../../dist/reference/index.js'

/**
 * An adapter for a loop that is good until a callback is scheduled with the argument 'hostile': instead of that callback
 * it runs the deed.
 */
export function hostileLoop(name, deed) {
  class HostileLoop extends VirtualEventLoop {
    callSoon(callback, args, options) {
      return super.callSoon(args?.[0] === 'hostile' ? () => deed(this) : callback, args, options)
    }
  }
  return { name, newEventLoop: () => new HostileLoop() }
}
