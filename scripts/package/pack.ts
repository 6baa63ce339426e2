import { spawnSync } from 'node:child_process'
import path from 'node:path'

export interface Packed {
  /** The file, where there is one. */
  readonly tarball: string
  readonly unpackedBytes: number
  /** Paths from the root of the package. */
  readonly files: ReadonlySet<string>
}

/** Packs what `dist/` holds now, into a folder, or nowhere: to see what would be in it. */
export function pack(folder: string | null): Packed {
  const where = folder === null ? ['--dry-run'] : ['--pack-destination', folder]
  const { stdout, stderr } = spawnSync('npm', ['pack', '--json', '--ignore-scripts', ...where], {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  })
  const [packed] = Object.values(JSON.parse(stdout === '' ? '[]' : stdout) as Record<string, NpmPacked>)
  if (packed === undefined) throw new Error(`npm pack gave nothing: ${stderr}`)
  return {
    tarball: path.join(folder ?? '', packed.filename),
    unpackedBytes: packed.unpackedSize,
    files: new Set(packed.files.map((file) => file.path)),
  }
}

/** One a package: a list, or by name since npm 11. */
interface NpmPacked {
  readonly filename: string
  readonly unpackedSize: number
  readonly files: readonly { readonly path: string }[]
}
