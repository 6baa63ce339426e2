import path from 'node:path'

export type Read = (file: string) => string

/**
 * What is wrong with the files of the package, in sentences: tests in it, a module whose source is gone, an entry that is not
 * there, a map that leads nowhere, a script that npm warns of when it installs the package.
 */
export function contentProblems(files: ReadonlySet<string>, manifest: Manifest, read: Read): string[] {
  const all = [...files]
  const missing = entriesOf(manifest).filter((entry) => !files.has(entry))
  const scripts = Object.keys(manifest.scripts ?? {}).filter((name) => installScripts.includes(name))
  return [
    ...scripts.map((name) => `npm warns whoever installs the package of its script ${name}.`),
    ...missing.map((entry) => `${entry} is an entry in package.json, and not in the package.`),
    ...all
      .filter((file) => /\.test\.|(^|\/)(self-test|\.scripts)\//.test(file))
      .map((file) => `${file} is of no use to whoever installs the package.`),
    ...all.flatMap((file) => mapProblems(file, files, read)),
  ]
}

/** What npm runs, or asks leave to run, on the machine of a user; `prepare` where the package comes from a file or from git. */
const installScripts: readonly string[] = ['preinstall', 'install', 'postinstall', 'prepare']

export interface Manifest {
  readonly scripts?: Readonly<Record<string, string>>
  readonly bin?: Readonly<Record<string, string>>
  readonly exports?: Readonly<Record<string, string | Readonly<Record<string, string>>>>
}

function entriesOf({ bin = {}, exports = {} }: Manifest): string[] {
  const targets = Object.values(exports).flatMap((entry) =>
    typeof entry === 'string' ? [entry] : Object.values(entry),
  )
  return [...Object.values(bin), ...targets].map((target) => path.posix.normalize(target))
}

/** A module that names a map has it in the package, and the map leads to sources that are in it too. */
function mapProblems(file: string, files: ReadonlySet<string>, read: Read): string[] {
  if (!/\.(js|d\.ts)$/.test(file)) return []
  const [, name] = /^\/\/# sourceMappingURL=(.+)$/m.exec(read(file)) ?? []
  if (name === undefined) return []
  const folder = path.posix.dirname(file)
  const map = path.posix.join(folder, name)
  if (!files.has(map)) return [`${file} names the map ${name}, which is not in the package.`]
  const { sources } = JSON.parse(read(map)) as { sources: readonly string[] }
  return sources
    .map((source) => path.posix.join(folder, source))
    .filter((source) => !files.has(source))
    .map((source) => `${map} leads to ${source}, which is not in the package.`)
}

/** Modules of `dist/` that no source makes any more: the compiler leaves them where they are. */
export function leftovers(files: ReadonlySet<string>, exists: (file: string) => boolean): string[] {
  return [...files]
    .filter((file) => /^dist\/.*\.js$/.test(file))
    .filter((file) => !exists(file.replace(/^dist\//, '').replace(/\.js$/, '.ts')))
    .map((file) => `${file} has no source: remove dist/ and build again.`)
}
