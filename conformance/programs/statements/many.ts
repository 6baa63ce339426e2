import type { SettableFuture } from '../../../spec/index.ts'
import type { Many } from '../program.ts'
import type { ProgramRun } from '../program-run.ts'
import { printAwaitable, type Statements } from './statement.ts'

/** The same thing many times. Only the last one is noted, and whether all were in order. */
export const onMany: Statements<'many'> = {
  many: {
    act(run, { what, of, count }) {
      if (what === 'gather') gatherMany(run, count)
      else repeat(run, what, of, count)
    },
    print: ({ what, of, count }) => [
      `many('${what}', ${String(count)}${what === 'addDone' ? `, ${printAwaitable(of)}` : ''})`,
    ],
  },
}

function repeat(run: ProgramRun, what: Many['what'], of: string, count: number): void {
  const { loop, witness } = run
  const ran: number[] = []
  const call = (index: number): void => {
    ran.push(index)
    if (ran.length === count)
      witness.note(`${what} ${String(count)} times, in order: ${String(inOrder(ran))}`)
  }
  const future = run.awaitable(of)
  for (let index = 0; index < count; index++)
    if (what === 'callSoon') loop.callSoon(call, [index])
    else future?.addDoneCallback(() => call(index))
}

function gatherMany({ loop, api, witness }: ProgramRun, count: number): void {
  const members = Array.from({ length: count }, (): SettableFuture => loop.createFuture())
  const gathered = api.gather(members)
  gathered.addDoneCallback(() => {
    const results = gathered.result() as number[]
    witness.note(`gather ${String(count)} times, in order: ${String(inOrder(results))}`)
  })
  for (let index = count - 1; index >= 0; index--) members[index]?.setResult(index)
}

function inOrder(numbers: readonly number[]): boolean {
  return numbers.every((one, index) => one === index)
}
