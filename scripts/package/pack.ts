import { spawnSync } from 'node:child_process'
import path from 'node:path'

export interface Packed {
  /** The file, if there is one. */
  readonly tarball: string
  readonly unpackedBytes: number
  /** Paths from the root of the package. */
  readonly files: ReadonlySet<string>
}

/** Packs what `dist/` holds now into a folder. With null it writes nothing, and returns what would be packed. */
export function pack(folder: string | null): Packed {
  const where = folder === null ? ['--dry-run'] : ['--pack-destination', folder]
  const { stdout, stderr } = spawnSync('npm', ['pack', '--json', '--ignore-scripts', ...where], {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  })
  const [packed] = Object.values(JSON.parse(stdout === '' ? '[]' : stdout) as Record<string, NpmPacked>)
  if (packed === undefined) throw new Error(`npm pack printed no result: ${stderr}`)
  return {
    tarball: path.join(folder ?? '', packed.filename),
    unpackedBytes: packed.unpackedSize,
    files: new Set(packed.files.map((file) => file.path)),
  }
}

/** One for each package: in a list, or since npm 11 in an object by name. */
interface NpmPacked {
  readonly filename: string
  readonly unpackedSize: number
  readonly files: readonly { readonly path: string }[]
}
