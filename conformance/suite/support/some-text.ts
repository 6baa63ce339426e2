/** Long texts for cases: of any length, cut anywhere, and compared in words that stay short. */
import { oneOf, type CaseSet, type CheckContext, type PeerConnection } from '../../harness/index.ts'
import { text } from './connections.ts'
import { sizes } from './sizes.ts'

/** How many bytes there are. At these counts buffers, records and limits tend to end. */
export function counts({
  from = 0,
  to = 65_537,
}: { readonly from?: number; readonly to?: number } = {}): CaseSet<number> {
  return sizes({ from, to, bridgedTo: to, edges: [100, 0, 1, 16_384, 16_385, 65_536, 65_537] })
}

/** Their number has no divisor in common with the size of any buffer. */
const letters = 'abcdefghijklmnopqrstuvw'

export function someText(count: number): string {
  return letters.repeat(Math.ceil(count / letters.length)).slice(0, count)
}

/** What a text is in words: the end of its beginning that is as it should be tells where a loop goes wrong. */
function inWords(actual: string, expected: string): string {
  const length = `${actual.length.toLocaleString('en-US')} bytes`
  if (actual === expected) return length
  let right = 0
  while (right < actual.length && actual[right] === expected[right]) right++
  return `${length}, of which the first ${right.toLocaleString('en-US')} are right`
}

/** Demands the text, in words that stay short. */
export function sameText(t: CheckContext, actual: string, expected: string, what: string): void {
  t.same(inWords(actual, expected), inWords(expected, expected), what)
}

/** How a text comes. */
export const cuts = oneOf<(whole: string) => string[]>(
  ['come in two pieces', () => (whole) => cutAt(whole, Math.floor(whole.length / 2))],
  ['come in one piece', () => (whole) => [whole]],
  ['begin with a piece of one byte', () => (whole) => cutAt(whole, 1)],
  ['end with a piece of one byte', () => (whole) => cutAt(whole, whole.length - 1)],
  ['come in five pieces', () => inFive],
)

function cutAt(whole: string, place: number): string[] {
  return [whole.slice(0, place), whole.slice(place)].filter((piece) => piece !== '')
}

function inFive(whole: string): string[] {
  const most = Math.ceil(whole.length / 5)
  return [0, 1, 2, 3, 4]
    .map((index) => whole.slice(index * most, (index + 1) * most))
    .filter((piece) => piece !== '')
}

/** What a check sends last. It is in no text, so a check that waits for it ends also if a loop loses something before. */
export const fullStop = '.'

/** What a peer has received so far, all of it. */
export class Received {
  text = ''
  /** A full stop has come, or it is over. */
  isComplete = false
  /** The peer has seen the end, or an error. */
  isOver = false
  error: string | null = null
  readonly #peer: PeerConnection

  constructor(peer: PeerConnection) {
    this.#peer = peer
  }

  /** Looks again. Returns itself, so that a condition can be asked of it. */
  look(): this {
    const { received, ended, error } = this.#peer.look()
    this.text += text(received)
    this.isComplete = this.text.endsWith(fullStop) || ended || error !== null
    this.isOver = ended || error !== null
    this.error = error
    return this
  }
}
