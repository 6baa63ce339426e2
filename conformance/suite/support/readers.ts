/** Readers without a network: the check is the protocol. */
import type {
  Coroutine,
  EventLoop,
  IncompleteReadError,
  StreamOptions,
  StreamReader,
} from '../../../spec/index.ts'
import type { Attempt, CheckContext } from '../../harness/index.ts'
import { bytes, text } from './connections.ts'
import { asText, runFor } from './streams.ts'

/** A reader of a new loop, which nothing feeds. */
export function newReader(
  t: CheckContext,
  options: StreamOptions = {},
): { readonly loop: EventLoop; readonly reader: StreamReader } {
  const loop = t.newEventLoop()
  return { loop, reader: new t.api.StreamReader({ ...options, loop }) }
}

/** Feeds one piece in each iteration, and then the end of the stream. */
export function feed(loop: EventLoop, reader: StreamReader, ...pieces: readonly string[]): void {
  const [first, ...rest] = pieces
  loop.callSoon(() => {
    if (first === undefined) {
      reader.feedEof()
      return
    }
    reader.feedData(bytes(first))
    feed(loop, reader, ...rest)
  })
}

export const read = (t: CheckContext, loop: EventLoop, coroutine: Coroutine<Uint8Array>): Promise<string> =>
  runFor(t, loop, 'the read to return', asText(coroutine))

/** What a read that the end of the stream cut short tells. */
export function incomplete(
  t: CheckContext,
  outcome: Attempt<unknown>,
  what: string,
): [string, number | null] {
  t.threw(outcome, 'IncompleteReadError', what)
  const { partial, expected } = (outcome as { error: unknown }).error as IncompleteReadError
  return [text(partial), expected]
}

/** What is left, in as many reads as it takes: read() without a number is another clause. */
export async function readTheRest(t: CheckContext, loop: EventLoop, reader: StreamReader): Promise<string> {
  let [rest, part] = ['', '']
  do {
    part = await read(t, loop, reader.read(2 ** 20))
    rest += part
  } while (part !== '')
  return rest
}
