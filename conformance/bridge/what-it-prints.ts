import { spawnSync } from 'node:child_process'

const longestWaitMs = 2000
const mostLines = 4

const question = "import sys; print('Python %d.%d' % sys.version_info[:2])"

/** What a command prints that is no interpreter for the bridge, in few lines; null for a CPython 3.8 or later. */
export function whatItPrints(command: string): string | null {
  const { stdout, stderr, error } = spawnSync(command, ['-c', question], {
    encoding: 'utf8',
    timeout: longestWaitMs,
  })
  const minor = /^Python 3\.(\d+)\s*$/.exec(stdout)?.[1]
  if (minor !== undefined && Number(minor) >= 8) return null
  const lines = `${stderr}\n${stdout}`.split('\n').filter((line) => line.trim() !== '')
  if (lines.length > 0) return lines.slice(0, mostLines).join('\n')
  return error === undefined ? 'nothing' : `nothing within ${String(longestWaitMs)} ms`
}
