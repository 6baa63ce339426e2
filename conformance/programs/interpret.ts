import type { AsyncioApi, Callback, EventLoop, ExceptionContext, Future } from '../../spec/index.ts'
import { ProgramRun, type Executor } from './program-run.ts'
import { namesOf, type Program } from './program.ts'
import { statementOf } from './statements/index.ts'
import { coroutine } from './steps.ts'
import { horizonMs, iterations } from './timeline.ts'
import { Witness } from './witness.ts'

/** What a program runs on: loops, and the module functions that belong to them. */
export interface Machine {
  newEventLoop(): EventLoop
  readonly api: AsyncioApi
  /** Called before and after each program, for a loop that is reached over a bridge. */
  begin?(): void
  end?(): void
}

/** How the traces of two loops can be compared: see `Language`. */
export interface RunOptions {
  /** The clock of the loop jumps. Otherwise the run ends after the number of iterations after which every program is idle. */
  readonly timers: boolean
  /** The messages of cancellations are part of the trace. */
  readonly messages: boolean
}

const executor: Executor = {
  act: (run, action, frame) => statementOf(action).act(run, action, frame),
  coroutine,
}

/** A program that does not end is stopped after this number of runs. */
const mostRuns = 40

/**
 * Runs the program on a new loop and returns the trace. The program runs inside the loop. When nothing is left
 * to do, everything that still waits is cancelled twice. Then the outcome of everything is noted.
 */
export async function interpret(program: Program, machine: Machine, options: RunOptions): Promise<string[]> {
  const loop = machine.newEventLoop()
  const witness = new Witness(options.messages)
  const run = new ProgramRun(program, { loop, api: machine.api, witness, executor })
  loop.setExceptionHandler((_loop, context) => noteReport(run, context, program.shieldReports))
  if (program.eager) loop.setTaskFactory(machine.api.eagerTaskFactory)
  await runUntilIdle(
    run,
    options,
    run.main,
    program.until === null ? undefined : run.awaitable(program.until),
  )
  for (let round = 0; round < 2; round++) {
    const pending = run.everyTask.filter(([, task]) => !task.done())
    if (pending.length === 0) break
    await runUntilIdle(run, options, () => {
      for (const [name, task] of pending) run.witness.tell(`cancelling ${name}`, () => task.cancel())
    })
  }
  for (const name of namesOf('f', program.futures)) run.witness.settled(name, run.awaitable(name) as Future)
  for (const [name, future] of [...run.everyTask, ...run.derived]) run.witness.settled(name, future)
  run.witness.over = true
  loop.close()
  return run.witness.trace
}

/** The keys of a report that the contract specifies. A loop may add others. */
const specifiedKeys = ['exception', 'future', 'handle', 'message', 'told']

/** Reports are certain of errors of callbacks, of what was told, and behind shields. The rest comes from the garbage collector. */
function noteReport({ witness }: ProgramRun, context: ExceptionContext, shields: boolean): void {
  const { message, exception } = context
  const isShield = message?.endsWith('shielded future') ?? false
  if (!('handle' in context || 'told' in context || (shields && isShield))) return
  const keys = specifiedKeys.filter((key) => key in context).join()
  witness.note(`handler heard ${witness.describe(exception)} (${keys})`)
}

/** Runs the loop until it is idle, in several runs if necessary. The first run ends with the future. */
async function runUntilIdle(
  run: ProgramRun,
  { timers }: RunOptions,
  first: Callback,
  until?: Future,
): Promise<void> {
  const { loop, witness } = run
  let idle = false
  const end = (): void => {
    idle = true
    loop.stop()
  }
  loop.callSoon(first)
  if (timers) loop.callLater(horizonMs, end)
  else afterIterations(loop, iterations, end)
  let awaited = until
  for (let runs = 0; !idle && runs < mostRuns; runs++) {
    try {
      const result = await (awaited === undefined ? loop.runForever() : loop.runUntilComplete(awaited))
      witness.note(`the run ended${awaited === undefined ? '' : ` with ${String(result)}`}`)
    } catch (error) {
      witness.note(`the run threw ${witness.describe(error)}`)
    }
    awaited = undefined
    const current = run.api.currentTask(loop)
    if (current !== null) witness.note('a task is still current')
  }
}

function afterIterations(loop: EventLoop, left: number, callback: () => void): void {
  if (left === 0) callback()
  else loop.callSoon(() => afterIterations(loop, left - 1, callback))
}
