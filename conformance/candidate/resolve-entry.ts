import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { CandidateError } from '../harness/index.ts'
import { nearMatches } from './suggest.ts'

const extensions = ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs']
/** TypeScript with JSX is built like TypeScript, but is not searched for. */
const accepted = [...extensions, '.tsx']

/** The file that an argument of the command line names, as a file, a folder or a package. Throws CandidateError. */
export function resolveEntry(entry: string, folder: string): string {
  const target = path.resolve(folder, entry)
  // `.`, `..` and `name/` are folders, even if a file beside them has the same name.
  const found = /(^|[\\/])\.{0,2}$/.test(entry) ? mainModule(target) : fileAt(target)
  const file = found ?? (isPath(entry) ? null : packageFile(entry, folder))
  if (file !== null) return checkExtension(file, entry)
  throw existsSync(target) ? nothingInside(entry, target) : notFound(entry, target, folder)
}

/** Node cannot import other files. A file without an extension is left to Node. */
function checkExtension(file: string, entry: string): string {
  const extension = path.extname(file)
  if (extension === '' || accepted.includes(extension)) return file
  const what = file.endsWith(entry.replace(/^\.[\\/]/, '')) ? entry : `${entry} (${path.basename(file)})`
  throw new CandidateError(
    `${what} cannot be a candidate: files that end in ${extension} are not supported.\n` +
      `Expected: a file that ends in ${extensions.join(', ')}`,
  )
}

function isPath(entry: string): boolean {
  return /^\.{0,2}[\\/]/.test(entry) || entry === '.' || entry === '..' || path.isAbsolute(entry)
}

/** The path itself, the path with an extension, or the main module of the folder. */
function fileAt(target: string): string | null {
  if (isFile(target)) return target
  for (const extension of extensions) if (isFile(target + extension)) return target + extension
  // The name that the file has after compilation.
  const source = target.replace(/\.([cm]?)js$/, '.$1ts')
  if (isFile(source)) return source
  return isFolder(target) ? mainModule(target) : null
}

function mainModule(folder: string): string | null {
  for (const way of [...declaredMains(folder), 'index', 'src/index']) {
    const file = path.resolve(folder, way)
    if (isFile(file)) return file
    for (const extension of extensions) if (isFile(file + extension)) return file + extension
  }
  return null
}

/** What the folder's `package.json` names: `exports` for an import, then `main`. */
function declaredMains(folder: string): string[] {
  const file = path.join(folder, 'package.json')
  if (!isFile(file)) return []
  try {
    const { exports, main } = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, '')) as {
      exports?: unknown
      main?: unknown
    }
    return [conditional(exports), main].filter((way) => typeof way === 'string')
  } catch (error) {
    throw new CandidateError(`${file} is not JSON: ${(error as Error).message}`)
  }
}

function conditional(exports: unknown): unknown {
  if (typeof exports !== 'object' || exports === null) return exports
  if (Array.isArray(exports)) return exports.map(conditional).find((way) => typeof way === 'string')
  const table = exports as Record<string, unknown>
  if ('.' in table) return conditional(table['.'])
  for (const condition of Object.keys(table))
    if (['node', 'import', 'module-sync', 'default'].includes(condition)) {
      const way = conditional(table[condition])
      if (typeof way === 'string') return way
    }
  return undefined
}

/** A package that is installed in the folder, or a part of one: `name/part`. */
function packageFile(entry: string, folder: string): string | null {
  const require = createRequire(path.join(folder, 'candidate.js'))
  const [name = '', ...rest] = entry.split(/(?<!^@[^\\/]*)[\\/]/)
  for (const parent of require.resolve.paths(name) ?? []) {
    const home = path.join(parent, name)
    if (!isFolder(home)) continue
    if (rest.length === 0) return mainModule(home)
    break
  }
  try {
    const file = require.resolve(entry)
    return path.isAbsolute(file) ? file : null
  } catch {
    return null
  }
}

function notFound(entry: string, target: string, folder: string): CandidateError {
  const siblings = namesIn(path.dirname(target))
  const near = nearMatches(path.basename(target), siblings).map((name) => pathLike(entry, name))
  const bare = isPath(entry) ? [] : namesIn(path.join(folder, 'node_modules'))
  const packages = nearMatches(entry, bare)
  const suggestions = [...near, ...packages]
  const advice = suggestions.length === 0 ? '' : `\nDid you mean ${suggestions.join(' or ')}?`
  const looked = isPath(entry) ? target : `${target}, and no installed package of that name`
  return new CandidateError(
    `There is no candidate ${entry}.\nFound:    nothing at ${looked}\nExpected: a file, a folder or a package that exports an event loop${advice}`,
    { code: 'no-candidate' },
  )
}

function pathLike(entry: string, name: string): string {
  const folder = path.dirname(entry)
  const start = entry.startsWith('./') || folder === '.' ? './' : ''
  return folder === '.' ? start + name : `${start}${folder.replace(/^\.[\\/]/, '')}/${name}`
}

function nothingInside(entry: string, target: string): CandidateError {
  const names = namesIn(target).slice(0, 8)
  return new CandidateError(
    `The folder ${entry} has no main module.\n` +
      `Found:    ${names.length === 0 ? 'an empty folder' : names.join(', ')}\n` +
      'Expected: index.ts, index.js, or a package.json whose "exports" or "main" exists. Or name the file itself.',
  )
}

function namesIn(folder: string): string[] {
  return isFolder(folder) ? readdirSync(folder).filter((name) => !name.startsWith('.')) : []
}

function isFile(target: string): boolean {
  return existsSync(target) && statSync(target).isFile()
}

function isFolder(target: string): boolean {
  return existsSync(target) && statSync(target).isDirectory()
}
