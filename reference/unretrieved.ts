/** Errors that are lost with the future that kept them. (clause future.unretrieved-exception-reaches-the-handler) */
import type { EventLoop } from '../spec/index.ts'

/** What is left of a failed future after its collection. It must not refer to the future. */
export interface Unretrieved {
  retrieved: boolean
  readonly loop: EventLoop
  readonly exception: unknown
  readonly kind: string
}

interface Registry {
  register(target: object, held: Unretrieved): void
}
declare const FinalizationRegistry: new (onCollected: (held: Unretrieved) => void) => Registry

const registry = new FinalizationRegistry(({ retrieved, loop, exception, kind }) => {
  if (!retrieved) loop.callExceptionHandler({ message: `${kind} exception was never retrieved`, exception })
})

/** Has the handler of the loop hear of the exception, unless `retrieved` is set before the future is collected. */
export function watchException(
  future: object,
  loop: EventLoop,
  exception: unknown,
  kind: string,
): Unretrieved {
  const held = { retrieved: false, loop, exception, kind }
  registry.register(future, held)
  return held
}
