import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { Stryker } from '@stryker-mutator/core'
import { build } from 'esbuild'
import { journalFile } from './journal.ts'
import { describeMutant, type Mutant } from './mutant.ts'

/** Changes the files of the reference in every way that Stryker knows, one at a time, and judges each by the suite. */
export async function runStryker(files: readonly string[], journal: boolean): Promise<Mutant[]> {
  const plugin = path.resolve('dist/.scripts/mutants-test-runner.mjs')
  mkdirSync(path.dirname(plugin), { recursive: true })
  await build({
    entryPoints: ['scripts/mutants/test-runner.ts'],
    outfile: plugin,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  })
  if (journal) rmSync(journalFile, { force: true })
  const results = await new Stryker({
    mutate: files.map((file) => `reference/${file}`),
    plugins: [plugin],
    testRunner: 'conformance',
    coverageAnalysis: 'perTest',
    concurrency: 2,
    // The runner ends what spins by itself; this is for the runner.
    timeoutMS: 600_000,
    reporters: journal ? ['progress-append-only', 'journal'] : [],
    allowConsoleColors: false,
    tempDirName: 'dist/.stryker',
    ignorePatterns: ['dist', 'docs', 'bench', 'examples', '**/*.test.ts'],
  }).runMutationTest()
  const root = process.cwd()
  return results
    .map((result) => describeMutant(result, root))
    .sort((one, other) => (one.file < other.file ? -1 : one.file > other.file ? 1 : one.line - other.line))
}

export function strykerVersion(): string {
  const { version } = JSON.parse(readFileSync('node_modules/@stryker-mutator/core/package.json', 'utf8')) as {
    version: string
  }
  return version
}
