/** Errors of futures that are collected before anything retrieves them. (clause future.unretrieved-exception-reaches-the-handler) */
import type { EventLoop } from '../spec/interfaces/index.ts'

/** The data about a failed future that survives its collection. It must not refer to the future. */
export class Unretrieved {
  retrieved = false
  private readonly loop: EventLoop
  private exception: unknown
  private readonly kind: string

  constructor(loop: EventLoop, exception: unknown, kind: string) {
    this.loop = loop
    this.exception = exception
    this.kind = kind
  }

  /** The exception was retrieved. It is dropped, because it may refer to the future, which could then never be collected. */
  noteRetrieval(): void {
    this.retrieved = true
    this.exception = null
  }

  report(): void {
    const { retrieved, loop, exception, kind } = this
    if (!retrieved) loop.callExceptionHandler({ message: `${kind} exception was never retrieved`, exception })
  }
}

interface Registry {
  register(target: object, held: Unretrieved): void
}
declare const FinalizationRegistry: new (onCollected: (held: Unretrieved) => void) => Registry

const registry = new FinalizationRegistry((held) => {
  held.report()
})

/** Reports the exception to the handler of the loop if the future is collected before `noteRetrieval()` was called. */
export function watchException(
  future: object,
  loop: EventLoop,
  exception: unknown,
  kind: string,
): Unretrieved {
  const held = new Unretrieved(loop, exception, kind)
  registry.register(future, held)
  return held
}
