import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { pack } from './pack.ts'

/** The upper limits for the package with everything that is installed along with it. */
export const budget = { packages: 12, bytes: 16_000_000 }

export interface InstalledSize {
  readonly packages: number
  readonly bytes: number
}

/** The package and its run-time dependencies, as `npm install` puts them on the disk of a machine of this kind. */
export function installedSize(): InstalledSize {
  const dependencies = runTimePackages()
  const counted = new Set<string>()
  const bytes = dependencies.map((folder) => bytesIn(folder, counted)).reduce((sum, one) => sum + one, 0)
  return { packages: dependencies.length + 1, bytes: bytes + pack(null).unpackedBytes }
}

export function describeSize({ packages, bytes }: InstalledSize): string {
  return `${String(packages)} packages and ${String(Math.round(bytes / 1_000_000))} MB`
}

/** The folders of the run-time dependencies and of their dependencies; of the optional ones, those that this machine has. */
function runTimePackages(): string[] {
  const found = new Map<string, string>()
  const visit = (manifest: string): void => {
    const { dependencies = {}, optionalDependencies = {} } = JSON.parse(
      readFileSync(manifest, 'utf8'),
    ) as Record<string, Record<string, string> | undefined>
    for (const name of [...Object.keys(dependencies), ...Object.keys(optionalDependencies)]) {
      const folder = path.join('node_modules', name)
      if (found.has(name) || !existsSync(folder)) continue
      found.set(name, folder)
      visit(path.join(folder, 'package.json'))
    }
  }
  visit('package.json')
  return [...found.values()]
}

/** A file with two names counts once: esbuild makes a hard link to its program. */
function bytesIn(folder: string, counted: Set<string>): number {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const file = path.join(folder, entry.name)
    if (entry.isDirectory()) return sum + bytesIn(file, counted)
    const { size, dev, ino } = statSync(file)
    const identity = `${String(dev)}:${String(ino)}`
    if (counted.has(identity)) return sum
    counted.add(identity)
    return sum + size
  }, 0)
}
