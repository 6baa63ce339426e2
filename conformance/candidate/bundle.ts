import { writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { isBuiltin } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import * as esbuild from 'esbuild'
import type { BuildFailure, Message, Plugin } from 'esbuild'
import { onMachine } from '../bridge/temporary-folder.ts'
import { CandidateError } from '../harness/index.ts'

/** Bundled CommonJS calls `require`, which a module does not have. */
const requireForCommonJs =
  "import { createRequire as loopConformanceRequire } from 'node:module';" +
  'const require = loopConformanceRequire(import.meta.url);'

/**
 * Makes one module of a candidate in TypeScript and the files of its own that it imports. Returns these files. Packages are not
 * included. They are imported by their address, so that the module works in any folder and shares the one copy of each package.
 */
export async function bundle(file: string, outfile: string, entry: string): Promise<string[]> {
  try {
    const result = await esbuild.build({
      entryPoints: [file],
      outfile,
      write: false,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      keepNames: true,
      banner: { js: requireForCommonJs },
      sourcemap: 'inline',
      sourcesContent: false,
      metafile: true,
      logLevel: 'silent',
      absWorkingDir: path.dirname(file),
      plugins: [packagesByAddress, placeOfModule],
    })
    // esbuild would say that the candidate cannot be built if the disk is full.
    for (const { path: made, contents } of result.outputFiles) onMachine(() => writeFileSync(made, contents))
    return Object.keys(result.metafile.inputs).map((input) => path.resolve(path.dirname(file), input))
  } catch (error) {
    const { errors } = error as Partial<BuildFailure>
    if (errors === undefined) throw error
    throw new CandidateError(explain(entry, errors), { cause: error })
  }
}

const alreadyAsked = Symbol('already asked')

/** Resolves like Node, and as the author's tsconfig says. Only TypeScript is bundled. */
const packagesByAddress: Plugin = {
  name: 'packages-by-address',
  setup(build) {
    build.onResolve(
      { filter: /^[^./]/ },
      async ({ path: specifier, pluginData, kind, importer, resolveDir, with: attributes }) => {
        if (pluginData === alreadyAsked || kind === 'entry-point') return undefined
        if (isBuiltin(specifier)) return { path: specifier, external: true }
        if (/^(data|file|https?):/.test(specifier)) return { path: specifier, external: true }
        const found = await build.resolve(specifier, {
          kind,
          importer,
          resolveDir,
          pluginData: alreadyAsked,
          with: attributes,
        })
        if (found.errors.length > 0 || found.external || found.namespace !== 'file') return found
        if (/\.([cm]?tsx?|json)$/.test(found.path)) return found
        const isRequire = kind === 'require-call' || kind === 'require-resolve'
        return { path: isRequire ? found.path : pathToFileURL(found.path).href, external: true }
      },
    )
  },
}

/** Keeps `import.meta` of each file: it names the file itself and not the bundle. */
const placeOfModule: Plugin = {
  name: 'place-of-module',
  setup(build) {
    build.onLoad({ filter: /\.[cm]?[jt]sx?$/, namespace: 'file' }, async ({ path: file }) => {
      const source = await readFile(file, 'utf8')
      if (!/import\s*\.\s*meta/.test(source)) return undefined
      const loader = /\.[cm]?ts$/.test(file) ? 'ts' : file.endsWith('.tsx') ? 'tsx' : 'js'
      const { code } = await esbuild.transform(source, {
        loader,
        sourcefile: file,
        sourcemap: 'inline',
        sourcesContent: false,
        target: 'node20',
        define: {
          'import.meta.url': JSON.stringify(pathToFileURL(file).href),
          'import.meta.filename': JSON.stringify(file),
          'import.meta.dirname': JSON.stringify(path.dirname(file)),
        },
      })
      return { contents: code, loader: 'js', resolveDir: path.dirname(file) }
    })
  },
}

function explain(entry: string, errors: readonly Message[]): string {
  const shown = errors.slice(0, 5).map(({ text, location }) => {
    if (location === null) return text
    const place = `${location.file}:${String(location.line)}:${String(location.column + 1)}`
    return `${place}: ${text}\n              ${location.lineText.trim()}`
  })
  const more = errors.length > 5 ? `\n          and ${String(errors.length - 5)} more` : ''
  const unresolved = errors.every(({ text }) => text.startsWith('Could not resolve'))
  const [problem, expected] = unresolved
    ? [
        'imports a module that does not exist',
        'files that exist, and packages that are installed in the project of the candidate',
      ]
    : ['cannot be built', 'TypeScript without syntax errors, whose imports exist']
  return `${entry} ${problem}.\nFound:    ${shown.join('\n          ')}${more}\nExpected: ${expected}`
}
