import { spawnSync } from 'node:child_process'
import process from 'node:process'

const printed = new Map<string, string>()

/** Makes the next call of `runCommand` run its command again. */
export function forgetRuns(): void {
  printed.clear()
}

/**
 * What `npx loop-conformance …` prints, 80 columns wide; the same arguments run once. Throws if the command could not
 * judge.
 */
export function runCommand(args: readonly string[], { color = true } = {}): string {
  const key = JSON.stringify([args, color])
  const known = printed.get(key)
  if (known !== undefined) return known
  const { NO_COLOR: _not, FORCE_COLOR: _nor, ...rest } = process.env
  const env = { ...rest, ...(color ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }) }
  const { stdout, stderr, status } = spawnSync(process.execPath, ['bin/loop-conformance.js', ...args], {
    encoding: 'utf8',
    env,
  })
  if (status !== 0 && status !== 1)
    throw new Error(`loop-conformance ${args.join(' ')} could not judge: ${stderr}`)
  const output = stdout.trimEnd()
  printed.set(key, output)
  return output
}
