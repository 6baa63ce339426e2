import { fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import type { Contender, Row } from './workload.ts'

export interface ContenderProcess {
  readonly name: Contender
  /** Milliseconds, or null if the contender does not have the row. */
  measure(row: Row, count: number): Promise<number | null>
  end(): void
}

/** Needs the root of the repository as working directory. */
export function startContender(name: Contender): ContenderProcess {
  const child = fork(path.resolve('scripts/run-ts.mjs'), ['bench/contender.ts', name])
  return {
    name,
    async measure(row, count) {
      child.send({ row, count })
      const [reply] = (await once(child, 'message')) as [{ ms: number | null }]
      return reply.ms
    },
    end: () => {
      child.kill()
    },
  }
}
