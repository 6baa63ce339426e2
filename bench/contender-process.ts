import { fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import type { Contender, Row } from './workload.ts'

export interface ContenderProcess {
  readonly name: Contender
  /** Milliseconds, or null for what the contender has no notion of. */
  measure(row: Row, count: number): Promise<number | null>
  end(): void
}

/** Run from the root of the repository, as npm does. */
export function startContender(name: Contender): ContenderProcess {
  const child = fork(path.resolve('scripts/run-ts.mjs'), ['bench/contender.ts', name])
  return {
    name,
    async measure(row, count) {
      child.send({ row, count })
      const [answer] = (await once(child, 'message')) as [{ ms: number | null }]
      return answer.ms
    },
    end: () => {
      child.kill()
    },
  }
}
