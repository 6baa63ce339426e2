/**
 * Packs the package and says what is wrong with it: its entries and types (publint, are-the-types-wrong), its files, its
 * maps, its size. With `--release` also what has to be filled in before it can be published.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
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
  const problems = [
    ...publintProblems(tarball),
    ...typesProblems(tarball, path.join(folder, 'types.json')),
    ...contentProblems(files, manifest, (file) => readFileSync(file, 'utf8')),
    ...leftovers(files, existsSync),
    ...(size.packages < budget.packages && size.bytes < budget.bytes
      ? []
      : [`It takes ${describeSize(size)}, and has to stay under ${describeSize(budget)}.`]),
  ]
  const hasOwner = !manifest.repository.url.includes('/OWNER/')
  const where = 'homepage, bugs and repository of package.json name no owner yet (OWNER).'
  if (!hasOwner && process.argv.includes('--release')) problems.push(`Before it is published: ${where}`)
  else if (!hasOwner) console.log(`To be filled in before it is published: ${where}`)
  for (const problem of problems) console.error(problem)
  if (problems.length > 0) process.exitCode = 1
  else
    console.log(
      `The package is sound: ${String(files.size)} files; installed, ${describeSize(size)} (${String(size.bytes)} bytes).`,
    )
} finally {
  rmSync(folder, { recursive: true, force: true })
}
