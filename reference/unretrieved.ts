/** Errors that are lost with the future that kept them. (clause future.unretrieved-exception-reaches-the-handler) */
import type { EventLoop } from '../spec/interfaces/index.ts'

/** What is left of a failed future after its collection. It must not refer to the future. */
export class Unretrieved {
  private retrieved = false
  private readonly loop: EventLoop
  private exception: unknown
  private readonly kind: string

  constructor(loop: EventLoop, exception: unknown, kind: string) {
    this.loop = loop
    this.exception = exception
    this.kind = kind
  }

  /** Somebody has the exception now. It may refer to the future, which would never be collected. */
  noteRetrieval(): void {
    this.retrieved = true
    this.exception = null
  }

  tell(): void {
    const { retrieved, loop, exception, kind } = this
    if (!retrieved) loop.callExceptionHandler({ message: `${kind} exception was never retrieved`, exception })
  }
}

interface Registry {
  register(target: object, held: Unretrieved): void
}
declare const FinalizationRegistry: new (onCollected: (held: Unretrieved) => void) => Registry

const registry = new FinalizationRegistry((held) => {
  held.tell()
})

/** Has the handler of the loop hear of the exception, unless its retrieval is noted before the future is collected. */
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
