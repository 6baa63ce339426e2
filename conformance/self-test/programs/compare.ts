import { fc } from '../../harness/fast-check.generated.ts'
import { programs } from '../../programs/arbitrary.ts'
import { interpret, type Machine } from '../../programs/interpret.ts'
import type { Language } from '../../programs/language.ts'
import type { Program } from '../../programs/program.ts'

/** A loop to compare with, and the language that both have. */
export interface Oracle extends Machine {
  readonly name: string
  readonly language: Language
}

/** The shortest program found on which two loops differ. */
export interface Difference {
  readonly program: Program
  /** What the first loop did, and the second. */
  readonly traces: readonly [readonly string[], readonly string[]]
  /** The number of programs that ran before the first difference. */
  readonly programsRun: number
  /** With the seed, leads fast-check to the shortest program again. */
  readonly path: string
}

export interface ComparisonOptions {
  readonly seed: number
  readonly programs: number
  /** Milliseconds after which no other program begins. Default: no limit. */
  readonly timeLimitMs?: number
  /** Milliseconds of the host after which a run that has not ended counts as one that hangs; 0 for never. */
  readonly deadlineMs?: number
  /** False: return the first program that differs. */
  readonly shrink?: boolean
  /** Called now and then with the number of programs run. */
  readonly onProgress?: (done: number) => void
  /** Called with each program and what the first loop did. */
  readonly onRun?: (program: Program, trace: readonly string[]) => void
}

/** Runs programs on both until they differ. Returns the difference, shrunk, or null. */
export async function compare(
  reference: Machine,
  oracle: Oracle,
  options: ComparisonOptions,
): Promise<Difference | null> {
  let run = 0
  const property = fc.asyncProperty(programs(oracle.language), async (program) => {
    if (++run % 1000 === 0) options.onProgress?.(run)
    const [ours, theirs] = await runOnBoth(program, reference, oracle, options.deadlineMs)
    options.onRun?.(program, ours)
    return isSame(ours, theirs)
  })
  const result = await fc.check(property, {
    seed: options.seed,
    numRuns: options.programs,
    endOnFailure: options.shrink === false,
    ...(options.timeLimitMs === undefined ? {} : { interruptAfterTimeLimit: options.timeLimitMs }),
  })
  if (result.counterexample === null) return null
  const [program] = result.counterexample
  const traces = await runOnBoth(program, reference, oracle, options.deadlineMs)
  return { program, traces, programsRun: result.numRuns, path: result.counterexamplePath ?? '' }
}

/** The end of a check collects garbage, which takes as long as a program does. */
const programsPerCheck = 16
let open = 0

async function runOnBoth(
  program: Program,
  reference: Machine,
  oracle: Oracle,
  deadlineMs = 0,
): Promise<[string[], string[]]> {
  const ours = await interpret(program, reference, oracle.language)
  oracle.begin?.()
  open++
  const theirs = await withDeadline(interpret(program, oracle, oracle.language), deadlineMs)
  if (open % programsPerCheck === 0) oracle.end?.()
  return [ours, theirs]
}

/** The number of slices of the deadline: a host that stalls takes only one slice from a run. */
const slices = 8

/** A loop that hangs, or throws where nothing may be thrown, differs too. */
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
