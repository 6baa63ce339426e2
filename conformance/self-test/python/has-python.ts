import { spawnSync } from 'node:child_process'

const { status } = spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 8))'])

/** There is a `python3` on the path that the bridge can use. Tests that need one are skipped without it, aloud. */
export const hasPython = status === 0
