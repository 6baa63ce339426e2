import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { interpretersWith, type Interpreter } from '../conformance/bridge/interpreters.ts'
import type { ContenderProcess } from './contender-process.ts'
import type { Contender } from './workload.ts'

/** An interpreter with uvloop, so both loops run on the same one, or else any interpreter with asyncio. Null if there is none. */
export async function findPython(): Promise<{ interpreter: Interpreter; hasUvloop: boolean } | null> {
  const [withUvloop] = await interpretersWith('uvloop')
  if (withUvloop !== undefined) return { interpreter: withUvloop, hasUvloop: true }
  const [any] = await interpretersWith('asyncio')
  return any === undefined ? null : { interpreter: any, hasUvloop: false }
}

/** Needs the root of the repository as working directory. */
export function startPythonContender(name: Contender, { command }: Interpreter): ContenderProcess {
  const child = spawn(command, ['bench/contenders/python.py', name], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    name,
    async measure(row, count) {
      child.stdin.write(`${JSON.stringify({ row, count })}\n`)
      const { value, done } = (await lines.next()) as IteratorResult<string, undefined>
      if (done === true) throw new Error(`The process of the contender ${name} ended without a result.`)
      return (JSON.parse(value) as { ms: number }).ms
    },
    end: () => {
      child.kill()
    },
  }
}
