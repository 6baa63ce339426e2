/** What the address of the page says is in the editor. */
export type Shared =
  { readonly kind: 'loop'; readonly name: string } | { readonly kind: 'code'; readonly source: string }

/** The longest source that can be shared, in characters. */
const longestSource = 200_000

/** The part of an address after `#`. A loop of the menu goes by its name; what was edited is compressed. */
export async function toHash(shared: Shared): Promise<string> {
  if (shared.kind === 'loop') return `#loop/${encodeURIComponent(shared.name)}`
  const bytes = await through(new TextEncoder().encode(shared.source), new CompressionStream('deflate-raw'))
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  return `#code/${btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`
}

/** Returns null if the address contains no loop, or text that cannot be decoded. The address may come from anybody. */
export async function fromHash(hash: string): Promise<Shared | null> {
  const [, kind, value = ''] = /^#(loop|code)\/(.+)$/s.exec(hash) ?? []
  try {
    if (kind === 'loop') return { kind, name: decodeURIComponent(value) }
    if (kind !== 'code') return null
    const binary = atob(value.replaceAll('-', '+').replaceAll('_', '/'))
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0))
    const source = await through(bytes, new DecompressionStream('deflate-raw'))
    return { kind, source: new TextDecoder().decode(source) }
  } catch {
    return null
  }
}

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  transformation: TransformStream,
): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(transformation) as ReadableStream<Uint8Array>
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let size = 0
  const reader = stream.getReader()
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.length
    // A short link can decompress to a very long text.
    if (size > longestSource) throw new RangeError('That is too long for a loop.')
    chunks.push(new Uint8Array(next.value))
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer())
}
