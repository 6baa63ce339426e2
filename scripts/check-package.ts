/**
 * Packs the package and reports what is wrong with it: its entries and types (publint, are-the-types-wrong), its files, its
 * maps, its size, and the size of `loop-conformance/reference` in a browser bundle. With `--release` it also reports what has
 * to be filled in before the package can be published.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { bundleBudget, bundledImports, bundledSize } from './package/bundle.ts'
import { contentProblems, leftovers, type Manifest } from './package/contents.ts'
import { budget, describeSize, installedSize } from './package/installed-size.ts'
import { pack } from './package/pack.ts'
import { publintProblems, typesProblems } from './package/tools.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'loop-conformance-package-'))
try {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest & {
    repository: { url: string }
  }
  const { tarball, files } = pack(folder)
  const size = installedSize()
  const bundles = await measureBundles()
  const problems = [
    ...publintProblems(tarball),
    ...typesProblems(tarball, path.join(folder, 'types.json')),
    ...contentProblems(files, manifest, (file) => readFileSync(file, 'utf8')),
    ...leftovers(files, existsSync),
    ...(size.packages < budget.packages && size.bytes < budget.bytes
      ? []
      : [`The installed package takes ${describeSize(size)}; the limit is ${describeSize(budget)}.`]),
    ...bundles
      .filter(({ title, bytes }) => title !== 'everything' && bytes >= bundleBudget)
      .map(
        ({ title, bytes }) =>
          `loop-conformance/reference takes ${kilobytes(bytes)} in a browser bundle (${title}); the limit is ${kilobytes(bundleBudget)}.`,
      ),
  ]
  const hasOwner = !manifest.repository.url.includes('/OWNER/')
  const missing =
    'homepage, bugs and repository in package.json still name OWNER. Replace it before you publish.'
  if (!hasOwner && process.argv.includes('--release')) problems.push(missing)
  else if (!hasOwner) console.log(missing)
  console.log(
    `loop-conformance/reference in a browser bundle, minified (limit ${kilobytes(bundleBudget)}; none for everything):`,
  )
  for (const { title, bytes } of bundles) console.log(`  ${title}: ${kilobytes(bytes)}`)
  for (const problem of problems) console.error(problem)
  if (problems.length > 0) process.exitCode = 1
  else
    console.log(
      `The package is sound: ${String(files.size)} files; installed, ${describeSize(size)} (${String(size.bytes)} bytes).`,
    )
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function measureBundles(): Promise<{ title: string; bytes: number }[]> {
  const titles = Object.entries(bundledImports)
  return Promise.all(titles.map(async ([title, names]) => ({ title, bytes: await bundledSize(names) })))
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} KB`
}
