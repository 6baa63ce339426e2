import { build, type Plugin } from 'esbuild'

export interface ModuleToBundle {
  /** The source that says what is wanted: `export { … } from '<package>'`. */
  readonly source: string
  /** What is exported, each with its type as it is written in TypeScript. */
  readonly exports: Readonly<Record<string, string>>
  /** The first lines of the file. */
  readonly comment: string
  readonly plugins?: readonly Plugin[]
}

/**
 * Makes one TypeScript module of a package and all that it needs, so that who installs us does not install them. The
 * compiler sees the types that are named here and nothing of the inside.
 */
export async function bundleAsModule({
  source,
  exports,
  comment,
  plugins = [],
}: ModuleToBundle): Promise<string> {
  const result = await build({
    stdin: { contents: source, resolveDir: process.cwd(), loader: 'js' },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'bundled',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    target: 'es2022',
    minify: true,
    logLevel: 'error',
    plugins: [...plugins],
  })
  const code = result.outputFiles[0]?.text.trim() ?? ''
  const lines = Object.entries(exports).map(
    ([name, type]) => `export const ${name}: ${type} = bundled.${name}`,
  )
  return `// @ts-nocheck\n/*\n${comment.trim()}\n*/\n${code}\n\n${lines.join('\n')}\n`
}
