import fc from 'fast-check'
import { programs, type Language } from './arbitrary.ts'
import { interpret, type Machine } from './interpret.ts'
import type { Program } from './program.ts'

/** A loop to compare with, and what it can be compared in. */
export interface Oracle extends Machine {
  readonly name: string
  /** Its clock jumps from timer to timer and nothing waits. */
  readonly virtualClock: boolean
  /** It takes back a request to cancel that was not delivered, as CPython does since 3.13. */
  readonly takesCancelBack: boolean
  /** It treats messages of cancellations as CPython does. */
  readonly keepsMessages: boolean
  /** A run that is stopped finishes its iteration and leaves what is new for the next run. */
  readonly finishesIterations: boolean
}

export function languageOf(oracle: Oracle): Language {
  return {
    timers: oracle.virtualClock,
    uncancel: oracle.takesCancelBack,
    messages: oracle.keepsMessages,
    stops: oracle.finishesIterations,
  }
}

/** The shortest program found on which two loops differ. */
export interface Difference {
  readonly program: Program
  /** What the first loop did, and the second. */
  readonly traces: readonly [readonly string[], readonly string[]]
  /** The first program that differed came after so many. */
  readonly programsRun: number
  /** With the seed, leads fast-check to the shortest program again. */
  readonly path: string
}

export interface ComparisonOptions {
  readonly seed: number
  readonly programs: number
  /** Milliseconds of the host after which a run that has not ended counts as one that hangs; 0 for never. */
  readonly deadlineMs?: number
  /** False: the first program that differs will do. */
  readonly shrink?: boolean
  /** Called now and then with the number of programs run. */
  readonly onProgress?: (done: number) => void
}

/** Runs programs on both until they differ, and answers the difference, shrunk, or null. */
export async function compare(
  reference: Machine,
  oracle: Oracle,
  options: ComparisonOptions,
): Promise<Difference | null> {
  let run = 0
  const property = fc.asyncProperty(programs(languageOf(oracle)), async (program) => {
    if (++run % 1000 === 0) options.onProgress?.(run)
    const [ours, theirs] = await runOnBoth(program, reference, oracle, options.deadlineMs)
    return isSame(ours, theirs)
  })
  const result = await fc.check(property, {
    seed: options.seed,
    numRuns: options.programs,
    endOnFailure: options.shrink === false,
  })
  if (result.counterexample === null) return null
  const [program] = result.counterexample
  const traces = await runOnBoth(program, reference, oracle, options.deadlineMs)
  return { program, traces, programsRun: result.numRuns, path: result.counterexamplePath ?? '' }
}

async function runOnBoth(
  program: Program,
  reference: Machine,
  oracle: Oracle,
  deadlineMs = 0,
): Promise<[string[], string[]]> {
  const options = { virtualClock: oracle.virtualClock, messages: oracle.keepsMessages }
  const ours = await interpret(program, reference, options)
  oracle.begin?.()
  const theirs = await withDeadline(interpret(program, oracle, options), deadlineMs)
  oracle.end?.()
  return [ours, theirs]
}

/** The deadline is waited for in so many slices: a host that stalls as a whole costs a run one of them only. */
const slices = 8

/** What a loop that hangs or throws where nothing may be thrown does instead is a difference, too. */
async function withDeadline(run: Promise<string[]>, deadlineMs: number): Promise<string[]> {
  const failed = run.catch((error: unknown) => [`the program failed: ${String(error)}`])
  if (deadlineMs === 0) return failed
  let timer: ReturnType<typeof setTimeout> | undefined
  const silence = new Promise<string[]>((resolve) => {
    const wait = (left: number): void => {
      if (left === 0) resolve(['the run never ended'])
      else timer = setTimeout(() => wait(left - 1), deadlineMs / slices)
    }
    wait(slices)
  })
  const trace = await Promise.race([failed, silence])
  clearTimeout(timer)
  return trace
}

function isSame(ours: readonly string[], theirs: readonly string[]): boolean {
  return ours.length === theirs.length && ours.every((what, index) => what === theirs[index])
}
