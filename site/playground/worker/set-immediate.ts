/**
 * `setImmediate` for a worker, which has none: loops that are written for Node call it. It is imported before any code that needs it.
 * A message of a channel comes in the next turn of the host, without the delay of a timer.
 */
interface ImmediateGlobals {
  setImmediate?: (callback: (...args: unknown[]) => void, ...args: unknown[]) => number
  clearImmediate?: (id: number | undefined) => void
}

const globals = globalThis as ImmediateGlobals

if (globals.setImmediate === undefined) {
  const waiting = new Map<number, () => void>()
  const { port1, port2 } = new MessageChannel()
  let last = 0
  port1.onmessage = ({ data }: MessageEvent<number>) => {
    const callback = waiting.get(data)
    waiting.delete(data)
    callback?.()
  }
  globals.setImmediate = (callback, ...args) => {
    last++
    waiting.set(last, () => callback(...args))
    port2.postMessage(last)
    return last
  }
  globals.clearImmediate = (id) => {
    if (id !== undefined) waiting.delete(id)
  }
}

export {}
