import path from 'node:path'

export type Read = (file: string) => string

/**
 * The problems with the files of the package, one sentence each: a test in the package, an entry that does not exist, a map
 * that leads nowhere, a script that npm warns about when it installs the package.
 */
export function contentProblems(files: ReadonlySet<string>, manifest: Manifest, read: Read): string[] {
  const all = [...files]
  const missing = entriesOf(manifest).filter((entry) => !files.has(entry))
  const scripts = Object.keys(manifest.scripts ?? {}).filter((name) => installScripts.includes(name))
  return [
    ...scripts.map(
      (name) => `npm warns everyone who installs the package about its script ${name}. Remove the script.`,
    ),
    ...missing.map((entry) => `package.json names ${entry}, which is not in the package.`),
    ...all
      .filter((file) => /\.test\.|(^|\/)(self-test|\.scripts)\//.test(file))
      .map(
        (file) =>
          `${file} is in the package, and users of the package do not need it. Exclude it in "files" of package.json.`,
      ),
    ...all.flatMap((file) => mapProblems(file, files, read)),
  ]
}

/** The scripts that npm runs, or asks permission to run, on the machine of a user; `prepare` if the package comes from a file or from git. */
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

/** If a module names a map, the map and its sources must be in the package too. */
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

/** One sentence if `dist/` holds modules that no source makes any more: the compiler leaves them where they are. */
export function leftovers(files: ReadonlySet<string>, exists: (file: string) => boolean): string[] {
  const found = [...files]
    .filter((file) => /^dist\/.*\.js$/.test(file))
    .filter((file) => !exists(file.replace(/^dist\//, '').replace(/\.js$/, '.ts')))
  const [first] = found
  return first === undefined
    ? []
    : [
        `dist/ has ${String(found.length)} modules without a source, such as ${first}. Remove dist/ and build again.`,
      ]
}
