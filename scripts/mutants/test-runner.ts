/** A test runner for Stryker whose tests are the checks of the suite, each on each successor of the reference. */
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import type { InstrumenterContext } from '@stryker-mutator/api/core'
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin'
import {
  DryRunStatus,
  MutantRunStatus,
  TestStatus,
  type DryRunResult,
  type MutantRunOptions,
  type MutantRunResult,
  type TestResult,
  type TestRunner,
} from '@stryker-mutator/api/test-runner'
import { build } from 'esbuild'
import { Journal } from './journal.ts'
import type { Assignment, Told, Verdict } from './protocol.ts'

/** A thread that sends nothing for this many milliseconds is taken to spin. */
const silenceMs = 8000

interface Course {
  readonly verdicts: readonly Verdict[]
  readonly context: InstrumenterContext | null
  /** The check under way when the thread died or was ended, and how it came to that. */
  readonly died: { readonly key: string | null; readonly how: 'hang' | 'crash'; readonly why: string } | null
}

class ConformanceTestRunner implements TestRunner {
  /** Stryker starts this in a copy of the project whose reference is instrumented. */
  readonly #bundle = path.resolve(`mutants-worker-${String(process.pid)}.mjs`)

  capabilities(): { reloadEnvironment: boolean } {
    return { reloadEnvironment: true }
  }

  async init(): Promise<void> {
    await build({
      entryPoints: [path.resolve('scripts/mutants/worker.ts')],
      outfile: this.#bundle,
      bundle: true,
      packages: 'external',
      platform: 'node',
      format: 'esm',
      logLevel: 'error',
    })
  }

  async dryRun(): Promise<DryRunResult> {
    const { verdicts, context, died } = await this.#run({
      context: {},
      keys: null,
      survey: true,
      twice: true,
    })
    if (died !== null || context === null)
      return { status: DryRunStatus.Error, errorMessage: `The suite broke off: ${died?.why ?? ''}` }
    const { mutantCoverage } = context
    return {
      status: DryRunStatus.Complete,
      tests: verdicts.map(asTest),
      ...(mutantCoverage === undefined ? {} : { mutantCoverage }),
    }
  }

  async mutantRun({
    activeMutant,
    testFilter,
    hitLimit,
    sandboxFileName,
  }: MutantRunOptions): Promise<MutantRunResult> {
    const context: InstrumenterContext = {
      activeMutant: activeMutant.id,
      ...(hitLimit === undefined ? {} : { hitCount: 0, hitLimit }),
    }
    const twice = /^(core-event-loop|scheduling-loop|node-.*)\.ts$/.test(path.basename(sandboxFileName))
    const course = await this.#run({ context, keys: testFilter ?? null, survey: false, twice })
    const nrOfTests = course.verdicts.length
    if (course.died?.how === 'hang') return { status: MutantRunStatus.Timeout, reason: course.died.why }
    if (course.died !== null)
      return killed(course.died.key ?? 'while it was loaded', course.died.why, nrOfTests)
    const verdict = course.verdicts.find(({ against }) => against !== null)
    if (verdict !== undefined) return killed(verdict.key, verdict.against ?? '', nrOfTests)
    return { status: MutantRunStatus.Survived, nrOfTests }
  }

  #run(assignment: Assignment): Promise<Course> {
    return new Promise((resolve) => {
      const verdicts: Verdict[] = []
      let context: InstrumenterContext | null = null
      let key: string | null = null
      let spins = false
      let why = 'the thread ended'
      const worker = new Worker(this.#bundle, {
        workerData: assignment,
        stdout: true,
        stderr: true,
        resourceLimits: { maxOldGenerationSizeMb: 512 },
      })
      const tooSilent = (): void => {
        spins = true
        void worker.terminate()
      }
      let clock = setTimeout(tooSilent, silenceMs)
      worker.on('message', (told: Told) => {
        clearTimeout(clock)
        clock = setTimeout(tooSilent, silenceMs)
        if (told.what === 'started') ({ key } = told)
        if (told.what === 'settled') verdicts.push(told.verdict)
        if (told.what !== 'done') return
        ;({ context } = told)
        void worker.terminate()
      })
      worker.on('error', (error) => {
        why = String(error)
      })
      worker.on('exit', () => {
        clearTimeout(clock)
        const how = spins ? 'hang' : 'crash'
        if (spins) why = 'nothing more was heard'
        resolve({ verdicts, context, died: context === null ? { key, how, why } : null })
      })
    })
  }
}

function killed(by: string, failureMessage: string, nrOfTests: number): MutantRunResult {
  return { status: MutantRunStatus.Killed, killedBy: [by], failureMessage, nrOfTests }
}

function asTest({ key, durationMs, file, against, skipped }: Verdict): TestResult {
  const test = { id: key, name: key, timeSpentMs: durationMs, fileName: path.resolve(file) }
  if (skipped) return { ...test, status: TestStatus.Skipped }
  if (against !== null) return { ...test, status: TestStatus.Failed, failureMessage: against }
  return { ...test, status: TestStatus.Success }
}

export const strykerPlugins = [
  declareClassPlugin(PluginKind.Reporter, 'journal', Journal),
  declareClassPlugin(PluginKind.TestRunner, 'conformance', ConformanceTestRunner),
]
