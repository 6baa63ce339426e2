// Makes the modules small that hold packages of others. Their licences stay, at the head of each.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { transform } from 'esbuild'
import { root } from './load-ts.mjs'

const modules = ['harness/fast-check', 'vendor/badge-maker', 'vendor/validate-report']

export async function shrinkGenerated() {
  for (const module of modules) {
    const file = path.join(root, 'dist', 'conformance', `${module}.generated.js`)
    const text = readFileSync(file, 'utf8')
    const [head = ''] = /^(\/\/.*\n)*\/\*[^]*?\*\/\n/.exec(text) ?? []
    const { code } = await transform(text, { format: 'esm', minify: true, keepNames: false })
    const small = head + code
    if (small !== text) writeFileSync(file, small)
  }
}
