import { spawnSync } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import process from 'node:process'

/** The problems that publint finds in the tarball, in its own words. */
export function publintProblems(tarball: string): string[] {
  const { status, stdout, stderr } = spawnSync('npx', ['publint', 'run', tarball, '--strict'], {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  })
  return status === 0 ? [] : [`publint: ${stdout}${stderr}`.trim()]
}

/** The problems that are-the-types-wrong finds for modules that import the package, in Node or in a bundler. */
export function typesProblems(tarball: string, resultFile: string): string[] {
  // Its output is long, and a pipe would lose the end of it.
  const output = openSync(resultFile, 'w')
  const { stderr } = spawnSync('npx', ['attw', tarball, '--profile', 'esm-only', '--format', 'json'], {
    stdio: ['ignore', output, 'pipe'],
    encoding: 'utf8',
  })
  closeSync(output)
  const text = readFileSync(resultFile, 'utf8')
  if (text === '') return [`attw printed no result: ${stderr}`]
  const { analysis } = JSON.parse(text) as {
    analysis: { types: unknown; problems?: readonly TypesProblem[] }
  }
  if (analysis.types === false) return ['attw: The package has no types.']
  return (analysis.problems ?? [])
    .filter((problem) => !isOldResolution(problem))
    .map((problem) => `attw: ${JSON.stringify(problem)}`)
}

interface TypesProblem {
  readonly kind: string
  readonly resolutionKind?: string
  readonly resolutionOption?: string
}

/**
 * Node 10 does not know `exports`, and CommonJS imports modules with `import()` only. The profile `esm-only` ignores both, except
 * for problems inside a file, which name the resolution in another field.
 */
function isOldResolution({ resolutionKind, resolutionOption }: TypesProblem): boolean {
  return resolutionKind === 'node10' || resolutionKind === 'node16-cjs' || resolutionOption === 'node10'
}
