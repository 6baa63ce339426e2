/** The runtime of this kit, as reports name it. */
export interface Runtime {
  readonly kind: 'node' | 'bun' | 'deno' | 'other'
  /** Such as `bun 1.2.3`. */
  readonly words: string
}

interface Globals {
  readonly Bun?: { readonly version?: string }
  readonly Deno?: { readonly version?: { readonly deno?: string } }
  readonly process?: { readonly versions?: Readonly<Record<string, string | undefined>> }
  readonly navigator?: { readonly userAgent?: string }
}

/** Bun and Deno describe themselves as Node in `process.versions`, too, so they are asked first. */
export function runtimeOf(globals: object): Runtime {
  const { Bun, Deno, process, navigator } = globals as Globals
  const { bun = Bun?.version, deno = Deno?.version?.deno, node } = process?.versions ?? {}
  if (bun !== undefined) return { kind: 'bun', words: `bun ${bun}` }
  if (deno !== undefined) return { kind: 'deno', words: `deno ${deno}` }
  if (node !== undefined) return { kind: 'node', words: `node ${node}` }
  return { kind: 'other', words: navigator?.userAgent ?? 'unknown' }
}
