/** Long streams that a check can compare: pieces of one letter each. */
import type { PeerConnection } from '../../harness/index.ts'
import { bytes } from './connections.ts'

/** A letter, and how often it comes. */
export type Piece = readonly [letter: string, count: number]

export const bytesOf = ([letter, count]: Piece): Uint8Array =>
  new Uint8Array(count).fill(letter.charCodeAt(0))

/** Pieces as `Stream.shown` has them: `a × 300`. Two neighbours must not have the same letter. */
export const shown = (pieces: readonly Piece[]): readonly string[] =>
  pieces.map(([letter, count]) => `${letter} × ${String(count)}`)

/** The pieces of a text that was received. */
export function piecesOf(text: string): readonly string[] {
  const stream = new Stream()
  stream.add(bytes(text))
  return stream.shown
}

/** A stream as it comes, as the pieces that it consists of. */
export class Stream {
  length = 0
  readonly #pieces: [code: number, count: number][] = []

  add(data: Uint8Array): void {
    this.length += data.length
    for (let start = 0; start < data.length;) {
      const code = data[start] as number
      let end = start + 1
      while (end < data.length && data[end] === code) end++
      const last = this.#pieces.at(-1)
      if (last?.[0] === code) last[1] += end - start
      else this.#pieces.push([code, end - start])
      start = end
    }
  }

  /** Takes what the peer has received since the last call. Returns whether its stream has ended. */
  addFrom(peer: PeerConnection): boolean {
    const { received, ended, error } = peer.look()
    this.add(received)
    return ended || error !== null
  }

  get shown(): readonly string[] {
    return shown(this.#pieces.map(([code, count]) => [String.fromCharCode(code), count]))
  }
}
