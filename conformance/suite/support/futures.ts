import type { SettableFuture } from '../../../spec/index.ts'

/** The three ways in which a future becomes done. */
export const ways = ['setResult', 'setException', 'cancel'] as const
export type Way = (typeof ways)[number]

/** Settles the future that way. Reads an exception at once, so that it is not reported as never retrieved. */
export function settle(future: SettableFuture, way: Way, result: unknown = 'the result'): void {
  if (way === 'setResult') future.setResult(result)
  else if (way === 'cancel') future.cancel()
  else {
    future.setException(new Error('meant by the check'))
    future.exception()
  }
}

/** Gives the future a result, unless it is done: a broken loop may have cancelled it, and only that is what the check reports. */
export function giveResult(future: SettableFuture<string>, result = 'result'): void {
  if (!future.done()) future.setResult(result)
}
