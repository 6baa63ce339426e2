import type { CheckResult, Report } from '../../spec/index.ts'
import { connectPython, Recorder, type Crossing, type PythonTarget } from '../bridge/index.ts'
import { keyOf, runInProcess, type Check, type Host } from '../harness/index.ts'
import { cutDown } from './cut-down.ts'
import { firstDifference, isSame } from './difference.ts'
import { findLoopExpression, type LoopExpression } from './loop-expression.ts'
import { printFile, reportedProgram } from './print-program.ts'
import { numberAgain, printScript } from './print-script.ts'
import type { Script } from './script.ts'
import { Trials } from './trials.ts'
import { UnprintableError } from './values.ts'
import { writeScript } from './write-script.ts'

/** What a program is made from. */
export interface ReproductionPlan {
  readonly target: PythonTarget
  readonly suite: readonly Check[]
  readonly host: Host
  readonly seed: number
  /** How many clauses get a program, at most. */
  readonly most: number
  /** Called before each program, with how many are made and how many there will be. */
  readonly onProgress?: (made: number, of: number) => void
}

/** At most this many different recordings of a check are tried: one for each case that it ran. */
const mostScripts = 12
/** For longer ones the programs would not be read, and take long. */
const mostStatements = 400

/**
 * Adds to each failure of a loop in Python a program of plain asyncio that prints one thing on asyncio and another on the loop. The
 * check runs on asyncio, what it does is written down as a program, and the program is cut down while the two still differ. Where
 * that does not work, `noProgram` says why.
 */
export async function reproduceFailures(report: Report, plan: ReproductionPlan): Promise<Report> {
  const wanted = report.results.filter(
    ({ status, program }) => isShownFailure(status) && program === undefined,
  )
  if (wanted.length === 0) return report
  const trials = new Trials(plan.target.interpreter)
  const recorder = new Recorder()
  try {
    const loop = await findLoopExpression(plan.target, trials)
    const asyncio = { ...plan.target, module: 'asyncio', callable: 'SelectorEventLoop' }
    const adapter = await connectPython(asyncio, undefined, recorder)
    const asked = { ...adapter, profiles: asyncioProfiles(adapter.profiles, report) }
    const programs = new Map<CheckResult, Partial<CheckResult>>()
    const clauses = new Set(wanted.map(({ clause }) => clause))
    const shown = new Set<string>()
    for (const row of wanted) {
      // One program for each clause: the first check of it that can be written as one.
      if (shown.has(row.clause)) continue
      if (shown.size === plan.most) break
      plan.onProgress?.(shown.size, clauses.size)
      const check = plan.suite.find((one) => keyOf(one) === `${row.clause}: ${row.situation}`)
      if (check === undefined) continue
      recorder.recordings.length = 0
      await runInProcess(asked, {
        suite: [check],
        host: plan.host,
        seed: plan.seed,
        conditions: row.condition === undefined ? 'none' : 'all',
        repeat: false,
      })
      const found = await programOf(row, recorder.recordings, loop, trials)
      programs.set(row, found)
      if (found.program !== undefined) shown.add(row.clause)
    }
    return {
      ...report,
      results: report.results.map((row) => ({ ...row, ...programs.get(row) })),
    }
  } finally {
    trials.close()
  }
}

function isShownFailure(status: CheckResult['status']): boolean {
  return ['fail', 'hang', 'crash', 'deviation'].includes(status)
}

/** asyncio is asked for what the candidate claims. */
function asyncioProfiles<P>(own: readonly P[] | undefined, report: Report): P[] {
  const claimed: readonly unknown[] = report.candidate.profiles
  return [...new Set([...(own ?? []), ...claimed.filter((profile) => profile !== 'core')])] as P[]
}

async function programOf(
  row: CheckResult,
  recordings: readonly (readonly Crossing[])[],
  loop: LoopExpression,
  trials: Trials,
): Promise<Pick<CheckResult, 'program' | 'noProgram'>> {
  const { scripts, why } = scriptsOf(recordings)
  for (const script of scripts) {
    const print = (): string => printFile(printScript(script), loop)
    const [first, second] = [await trials.run(print()), await trials.run(print())]
    if (first === null || second === null) return { noProgram: 'the interpreter ended' }
    const difference = firstDifference(first)
    if (difference === null || !isSame(difference, firstDifference(second))) continue
    // A step too few, and the program does not end. To wait long for that does not pay.
    const limit = Math.max(0.3, 4 * Math.max(first.seconds, second.seconds))
    await cutDown(script, async () => {
      const trial = await trials.run(print(), limit)
      return trial !== null && isSame(difference, firstDifference(trial))
    })
    const statements = numberAgain(printScript(script))
    const final = await trials.run(printFile(statements, loop))
    if (final === null || firstDifference(final) === null) continue
    return { program: reportedProgram(row, statements, loop, final) }
  }
  return { noProgram: why ?? 'what the check does prints the same on asyncio and on this loop' }
}

/** The programs of all cases of a check, the shortest first. */
function scriptsOf(recordings: readonly (readonly Crossing[])[]): { scripts: Script[]; why?: string } {
  const scripts = new Map<string, Script>()
  let why: string | undefined
  for (const recording of [...recordings].sort((one, other) => sizeOf(one) - sizeOf(other))) {
    if (sizeOf(recording) > mostStatements) {
      why ??= 'the check does too much for a program that one reads'
      continue
    }
    try {
      const script = writeScript(recording)
      scripts.set(JSON.stringify(script), script)
    } catch (error) {
      if (!(error instanceof UnprintableError)) throw error
      why ??= error.message
    }
  }
  return { scripts: [...scripts.values()].slice(0, mostScripts), ...(why === undefined ? {} : { why }) }
}

function sizeOf(crossings: readonly Crossing[]): number {
  return crossings.reduce((sum, { inner }) => sum + 1 + sizeOf(inner), 0)
}
