import { spawnSync } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import process from 'node:process'

/** What publint says against the packed package, in its own words. */
export function publintProblems(tarball: string): string[] {
  const { status, stdout, stderr } = spawnSync('npx', ['publint', 'run', tarball, '--strict'], {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  })
  return status === 0 ? [] : [`publint: ${stdout}${stderr}`.trim()]
}

/** What are-the-types-wrong says for whoever imports the package: a module, by Node or by a bundler. */
export function typesProblems(tarball: string, answer: string): string[] {
  // Its output is long, and a pipe would lose the end of it.
  const output = openSync(answer, 'w')
  const { stderr } = spawnSync('npx', ['attw', tarball, '--profile', 'esm-only', '--format', 'json'], {
    stdio: ['ignore', output, 'pipe'],
    encoding: 'utf8',
  })
  closeSync(output)
  const text = readFileSync(answer, 'utf8')
  if (text === '') return [`attw gave nothing: ${stderr}`]
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
 * Node 10 does not know `exports`, and CommonJS imports modules by `import()` alone. The profile passes both over, but for
 * what it finds inside of a file, which names the way of resolution by another word.
 */
function isOldResolution({ resolutionKind, resolutionOption }: TypesProblem): boolean {
  return resolutionKind === 'node10' || resolutionKind === 'node16-cjs' || resolutionOption === 'node10'
}
