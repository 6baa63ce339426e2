import type { AsyncioApi, Callback, EventLoop } from '../../../spec/index.ts'
import { ProgramRun } from './program-run.ts'
import { namesOf, type Program } from './program.ts'
import { horizonMs } from './timeline.ts'

/** What a program runs on: loops, and the module functions that belong to them. */
export interface Machine {
  newEventLoop(): EventLoop
  readonly api: AsyncioApi
}

export interface RunOptions {
  /** The clock of the loop jumps. Without it the run is ended after so many iterations as every program is idle by. */
  readonly virtualClock: boolean
}

/** Iterations of the loop after which every program that was generated waits for ever. */
const iterations = 64
/** A loop that never comes to the end of a program is stopped after so many runs. */
const mostRuns = 40

/**
 * Runs the program on a new loop and answers what happened. The program runs inside of the loop; when nothing is left
 * to do, what still waits is cancelled twice, which tells a lot about it, and then everything says how it ended.
 */
export async function interpret(program: Program, machine: Machine, options: RunOptions): Promise<string[]> {
  const loop = machine.newEventLoop()
  const run = new ProgramRun(program, loop, machine.api)
  loop.setExceptionHandler((_loop, { handle, exception }) => {
    // Only errors of callbacks are certain. The rest comes from the garbage collector.
    if (handle !== undefined) run.witness.note(`handler heard ${run.witness.describe(exception)}`)
  })
  await runUntilIdle(run, options, () => run.main())
  for (let round = 0; round < 2; round++) {
    const pending = run.everyTask.filter(([, task]) => !task.done())
    if (pending.length === 0) break
    await runUntilIdle(run, options, () => {
      for (const [name, task] of pending) run.witness.tell(`cancelling ${name}`, () => task.cancel())
    })
  }
  for (const name of namesOf('f', program.futures)) run.witness.settled(name, run.awaitable(name))
  for (const [name, task] of run.everyTask) run.witness.settled(name, task)
  run.witness.over = true
  loop.close()
  return run.witness.trace
}

/** Runs the loop again after each `stop()` of the program, and after each of the fatal pair. */
async function runUntilIdle(run: ProgramRun, { virtualClock }: RunOptions, first: Callback): Promise<void> {
  const { loop, witness } = run
  let idle = false
  const end = (): void => {
    idle = true
    loop.stop()
  }
  loop.callSoon(first)
  if (virtualClock) loop.callLater(horizonMs, end)
  else afterIterations(loop, iterations, end)
  for (let runs = 0; !idle && runs < mostRuns; runs++) {
    try {
      await loop.runForever()
      witness.note('the run ended')
    } catch (error) {
      witness.note(`the run threw ${witness.describe(error)}`)
    }
  }
}

function afterIterations(loop: EventLoop, left: number, callback: () => void): void {
  if (left === 0) callback()
  else loop.callSoon(() => afterIterations(loop, left - 1, callback))
}
