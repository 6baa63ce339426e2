import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { build, type Plugin } from 'esbuild'
import { format } from 'prettier'
import { exportedName, sourceOfFault } from '../conformance/self-test/fault-sources.ts'
import type { Fault } from '../conformance/self-test/fault.ts'

/** The names of the modules that a loop of the playground may import, by their files. Everything else is bundled. */
const external: readonly (readonly [file: RegExp, name: string])[] = [
  [/^reference\/index\.ts$/, 'loop-conformance/reference'],
  [/^spec\/index\.ts$/, 'loop-conformance/spec'],
  [/^(reference\/.*|conformance\/self-test\/fault)\.ts$/, 'playground'],
]

/** Bundles each fault as a module whose default export is the adapter. Returns the sources by the names of the faults. */
export async function bundleFaults(faults: readonly Fault[]): Promise<ReadonlyMap<string, string>> {
  const { outputFiles } = await build({
    entryPoints: faults.map(({ name }) => ({ in: `fault:${name}`, out: name })),
    bundle: true,
    write: false,
    outdir: '/',
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    logLevel: 'error',
    tsconfigRaw: { compilerOptions: { target: 'es2022', useDefineForClassFields: true } },
    plugins: [entries, externals, pureFaults],
  })
  const bundles = new Map(outputFiles.map(({ path: file, text }) => [path.basename(file, '.js'), text]))
  const sources = faults.map(
    async (fault) => [fault.name, await print(fault, bundles.get(fault.name) ?? '')] as const,
  )
  return new Map(await Promise.all(sources))
}

const entries: Plugin = {
  name: 'entries',
  setup(bundler) {
    bundler.onResolve({ filter: /^fault:/ }, ({ path: entry }) => ({ path: entry, namespace: 'fault' }))
    bundler.onLoad({ filter: /./, namespace: 'fault' }, ({ path: entry }) => {
      const name = entry.slice('fault:'.length)
      const exported = exportedName(name)
      const { file } = sourceOfFault(name)
      const contents = `import { ${exported} } from './${file}'\nexport default ${exported}.adapter`
      return { contents, resolveDir: process.cwd() }
    })
  },
}

const externals: Plugin = {
  name: 'externals',
  setup(bundler) {
    bundler.onResolve({ filter: /^\./ }, ({ path: relative, resolveDir }) => {
      const file = path.relative(process.cwd(), path.join(resolveDir, relative))
      const name = external.find(([pattern]) => pattern.test(file))?.[1]
      // A bundle keeps only those imports that it needs.
      return name === undefined ? null : { path: name, external: true, sideEffects: false }
    })
  },
}

/** Marks what makes a fault as free of side effects, so that a bundle leaves out the other faults of the file. */
const pureFaults: Plugin = {
  name: 'pure faults',
  setup(bundler) {
    bundler.onLoad({ filter: /self-test\/faults\/.*\.ts$/ }, async ({ path: file }) => {
      const text = await readFile(file, 'utf8')
      // The record, a helper that makes one of its parts, and an object of a class.
      const contents = text.replaceAll(/= (?=fault\(|new )|(?<=\w: )(?=\w+\()/g, '$& /* @__PURE__ */ ')
      return { contents, loader: 'ts' }
    })
  },
}

function print({ name, clause }: Fault, bundle: string): Promise<string> {
  const code = bundle
    .replaceAll(/^\/\/ .*\n/gm, '')
    .replaceAll(/\/\* @__PURE__ \*\/ ?/g, '')
    .replaceAll('void 0', 'undefined')
    .replace(/^var \w+_default = (.*);\nexport \{\n {2}\w+_default as default\n\};\n$/m, 'export default $1')
  const body = code.replaceAll(importStatement, '')
  const imports = [...code.matchAll(importStatement)]
    .map(([, names = '', from = '']) => ({ names: usedIn(body, names), from }))
    .filter(({ names }) => names !== '')
    .map(({ names, from }) => `import { ${names} } from '${from}'\n`)
    .sort(byModule)
  const declarations = body
    .replaceAll(/^var (\w+) = class extends /gm, 'class $1 extends ')
    .replaceAll(
      /^var (\w+)/gm,
      (_var, variable: string) => `${isReassigned(variable, body) ? 'let' : 'const'} ${variable}`,
    )
    .replaceAll(/^(?=const|let|class|function|export)/gm, '\n')
  const comment = `// A loop that ${name.replaceAll('-', ' ')}. It breaks ${clause}.\n`
  const text = comment + imports.join('') + declarations
  return format(text, { parser: 'babel', semi: false, singleQuote: true, printWidth: 90 })
}

const importStatement = /^import \{([^}]*)\} from "([^"]+)";\n/gm

/** The imported names that occur in the code: a bundle also imports what the faults that it leaves out need. */
function usedIn(code: string, names: string): string {
  const isUsed = (name: string): boolean => new RegExp(`\\b${name.split(' as ').at(-1) ?? ''}\\b`).test(code)
  return names
    .split(',')
    .map((name) => name.trim())
    .filter(isUsed)
    .join(', ')
}

/** 'playground' comes last. */
function byModule(one: string, other: string): number {
  const from = (statement: string): string => statement.slice(statement.indexOf(' from '))
  return from(one) < from(other) ? -1 : 1
}

function isReassigned(variable: string, code: string): boolean {
  return new RegExp(`(?<!var )\\b${variable} = `).test(code)
}
