// Makes one module of the suite. What it imports from outside of its folder stays outside: the harness must be there only once.
import path from 'node:path'
import { build } from 'esbuild'
import { root } from './load-ts.mjs'

export async function bundleSuite() {
  const folder = path.join(root, 'dist', 'conformance', 'suite')
  await build({
    entryPoints: [path.join(folder, 'suite.js')],
    outfile: path.join(folder, 'index.js'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    // Names stay: errors show them.
    minifyWhitespace: true,
    minifySyntax: true,
    logLevel: 'error',
    plugins: [{ name: 'outside', setup: (bundle) => keepOutside(bundle, folder) }],
  })
}

function keepOutside(bundle, folder) {
  bundle.onResolve({ filter: /^\./ }, ({ path: given, resolveDir }) => {
    const file = path.resolve(resolveDir, given)
    if (file.startsWith(folder + path.sep)) return null
    const relative = path.relative(folder, file).split(path.sep).join('/')
    return { path: relative, external: true }
  })
}
