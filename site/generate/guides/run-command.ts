import { spawnSync } from 'node:child_process'
import process from 'node:process'

/** What `npx loop-conformance …` prints, with the colours of a terminal. Throws when it could not judge. */
export function runCommand(args: readonly string[], columns = 76): string {
  const env = { ...process.env, FORCE_COLOR: '1', COLUMNS: String(columns) }
  delete (env as NodeJS.ProcessEnv).NO_COLOR
  const { stdout, stderr, status } = spawnSync(process.execPath, ['bin/loop-conformance.js', ...args], {
    encoding: 'utf8',
    env,
  })
  if (status !== 0 && status !== 1)
    throw new Error(`loop-conformance ${args.join(' ')} could not judge: ${stderr}`)
  return stdout.trimEnd()
}
