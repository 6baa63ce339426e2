/** The command, `runSuite()`, the tests of vitest and the playground say the same about the same loop. */
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { runSuite, type SuiteOptions } from '../../dist/conformance/index.js'
import type { News, Request } from '../../site/playground/protocol.ts'
import { supervise } from '../../site/playground/run/supervise.ts'
import type { StartWorker, WorkerHandle } from '../../site/playground/run/worker-runner.ts'
import { transpile } from '../../site/playground/transpile.ts'
import type { CheckResult, LoopAdapter, Report } from '../../spec/index.ts'

const loops = ['conforms', 'fails', 'fails-sometimes', 'deviates', 'hangs']
const verdicts: Readonly<Record<string, Report['verdict']>> = {
  conforms: 'conformant',
  fails: 'non-conformant',
  'fails-sometimes': 'non-conformant',
  deviates: 'conformant-with-deviations',
  hangs: 'non-conformant',
}

const folder = path.join(import.meta.dirname, 'agreement')
const fileOf = (loop: string): string => path.join(folder, `${loop}.mjs`)
const output = mkdtempSync(path.join(os.tmpdir(), 'loop-conformance-agreement-'))
const run = promisify(execFile)
const noColor = { ...process.env, NO_COLOR: '1' }
let worker: Awaited<ReturnType<typeof bundleWorker>>

/** The status of each test of vitest, by loop and by the name of the test. */
const tests = new Map<string, Map<string, string>>()

async function command(loop: string, options: readonly string[] = []): Promise<Report> {
  const file = path.join(output, `${loop}.json`)
  const args = ['bin/loop-conformance.js', fileOf(loop), '--reporter', `json=${file}`, ...options]
  // A loop that does not conform makes the command fail.
  await run(process.execPath, args, { env: noColor }).catch(() => undefined)
  return JSON.parse(readFileSync(file, 'utf8')) as Report
}

async function inThisProcess(loop: string, options: SuiteOptions = {}): Promise<Report> {
  const { default: adapter } = (await import(fileOf(loop))) as { default: LoopAdapter }
  return runSuite(adapter, options)
}

function playground(loop: string): Promise<Report> {
  const code = transpile(readFileSync(fileOf(loop), 'utf8'))
  const listener = { onBegin: () => undefined, onSettled: () => undefined }
  const { signal } = new AbortController()
  return supervise({ file: 'loop.ts', code }, { startWorker: worker.start, listener, signal })
}

interface VitestOutput {
  success: boolean
  testResults: {
    message: string
    assertionResults: { ancestorTitles: string[]; title: string; status: string }[]
  }[]
}

/** Runs the suite in a vitest of its own, on the loops that are named. */
async function vitestOutput(
  names: readonly string[],
  options: readonly string[] = [],
): Promise<VitestOutput> {
  const file = path.join(output, `vitest-${names.join('-')}.json`)
  const args = [
    path.resolve('node_modules/vitest/vitest.mjs'),
    'run',
    '--root',
    folder,
    '--config',
    path.join(folder, 'vitest.config.mjs'),
    '--reporter',
    'json',
    '--outputFile',
    file,
    ...options,
  ]
  const env = { ...noColor, LOOPS: names.join(',') }
  // A loop that does not conform makes vitest fail.
  await run(process.execPath, args, { env, maxBuffer: 1 << 26 }).catch(() => undefined)
  return JSON.parse(readFileSync(file, 'utf8')) as VitestOutput
}

async function runVitest(): Promise<void> {
  const { testResults } = await vitestOutput(loops)
  for (const { ancestorTitles, title, status } of testResults.flatMap((one) => one.assertionResults)) {
    const loop = (ancestorTitles.at(-1) ?? '').replace(' keeps the contract', '').replaceAll(' ', '-')
    tests.set(loop, (tests.get(loop) ?? new Map<string, string>()).set(title, status))
  }
}

beforeAll(async () => {
  vi.stubGlobal('navigator', { userAgent: 'Node', hardwareConcurrency: 1 })
  worker = await bundleWorker()
  await runVitest()
}, 240_000)

afterAll(() => {
  worker.remove()
  rmSync(output, { recursive: true, force: true })
})

const keyOf = ({ clause, situation }: CheckResult): string => `${clause}: ${situation}`

const areaOf = ({ clause }: CheckResult): string => clause.slice(0, clause.indexOf('.'))

/** The status of each check, without the areas that are left out. */
function statuses({ results }: Report, without: ReadonlySet<string>): Record<string, string> {
  return Object.fromEntries(
    results.filter((row) => !without.has(areaOf(row))).map((row) => [keyOf(row), row.status]),
  )
}

function intermittent({ results }: Report): string[] {
  return results.filter((row) => row.intermittent !== undefined).map(keyOf)
}

/** What the test of a check says that ended so. Only a MUST that is not kept fails a test. */
function testStatus({ level, status }: CheckResult): string {
  if (status === 'pass') return 'passed'
  return level === 'MUST' && ['fail', 'hang', 'crash'].includes(status) ? 'failed' : 'skipped'
}

describe.each(loops)('a loop that %s', (loop) => {
  it('is the same in the command, in runSuite(), in vitest and in the playground', async () => {
    // In two processes a loop that fails once fails twice.
    const expected = await command(loop, ['--jobs', '1'])
    expect(expected.verdict).toBe(verdicts[loop])
    // Where too many checks hang, the order decides which of the others are tried, and each runner has an order of its own.
    const blockedRows = expected.results.filter(({ status }) => status === 'blocked')
    const blocked = new Set(blockedRows.map(areaOf))
    const notInTheWorker = new Set([...blocked, 'programs'])
    for (const [other, without] of [
      [await inThisProcess(loop), blocked],
      [await playground(loop), notInTheWorker],
    ] as const) {
      expect(statuses(other, without)).toEqual(statuses(expected, without))
      expect(intermittent(other)).toEqual(intermittent(expected))
      expect(other.verdict).toBe(expected.verdict)
    }
    const byTest = tests.get(loop)
    expect(byTest?.size).toBeGreaterThan(400)
    const wrong = expected.results.filter((row) => {
      const found = byTest?.get(`${row.level} ${keyOf(row)}`)
      return found !== undefined && found !== testStatus(row) && !blocked.has(areaOf(row))
    })
    const checksBlocked = blockedRows.filter(({ situation }) => situation !== 'throughout the suite')
    expect(new Set(checksBlocked.map(areaOf)).size).toBeLessThan(2)
    expect(wrong).toEqual([])
    expect(intermittent(expected)).toHaveLength(loop === 'fails-sometimes' ? 1 : 0)
  }, 120_000)
})

describe('a teardown() that throws', () => {
  const finding = 'teardown() of the adapter threw Error("the adapter cannot clean up").'
  const lifecycle = ['--grep', 'lifecycle.']

  it.each([[[]], [['--in-process']]])('is a finding of the command %j', async (options) => {
    const report = await command('throws-in-teardown', [...lifecycle, ...options])
    expect(report.findings).toContain(finding)
  })

  it('is a finding of runSuite()', async () => {
    const { findings } = await inThisProcess('throws-in-teardown', { grep: 'lifecycle.' })
    expect(findings).toContain(finding)
  })

  it('fails the tests of vitest', async () => {
    const { testResults, success } = await vitestOutput(['throws-in-teardown'], ['-t', 'lifecycle.'])
    // Every test passes. The hook after them fails.
    expect(success).toBe(false)
    const statuses = testResults.flatMap((one) => one.assertionResults.map(({ status }) => status))
    expect(statuses).not.toContain('failed')
    expect(statuses).toContain('passed')
  })
})

it('a claim of gc that the host cannot judge is the same in runSuite() and in the playground', async () => {
  const found = await Promise.all([inThisProcess('claims-gc'), playground('claims-gc')])
  for (const report of found) {
    expect(report.verdict).toBe('conformant')
    expect(report.candidate.profiles).toEqual(['core'])
    expect(report.findings.filter((finding) => finding.includes('gc'))).toEqual([
      'The profile gc is claimed and was not judged: this host collects no garbage when it is told to.',
    ])
  }
})

// The web worker of the playground as a thread of Node, so that the same code runs without a browser.

/** What the scope of a web worker has and a thread of Node has not. The first message brings the port of the page. */
const scope = `
import { parentPort } from 'node:worker_threads'
globalThis.addEventListener = (type, listener) => {
  const preventDefault = () => undefined
  if (type === 'message') parentPort.once('message', (port) => listener({ ports: [port] }))
  else if (type === 'error') process.on('uncaughtException', (error) => listener({ error, preventDefault }))
  else process.on('unhandledRejection', (reason) => listener({ reason, preventDefault }))
}
`

class NodeWorker implements WorkerHandle {
  onmessage: WorkerHandle['onmessage'] = null
  onerror: WorkerHandle['onerror'] = null
  readonly #thread: Worker
  readonly #port: MessagePort

  constructor(file: string) {
    // What broken loops log would bury everything else.
    this.#thread = new Worker(file, { stdout: true, stderr: true })
    const { port1, port2 } = new MessageChannel()
    this.#port = port1
    this.#port.on('message', (data: News) => this.onmessage?.({ data }))
    this.#thread.on('error', ({ message }) => this.onerror?.({ message, preventDefault: () => undefined }))
    this.#thread.postMessage(port2, [port2])
  }

  postMessage(message: Request): void {
    this.#port.postMessage(message)
  }

  terminate(): void {
    this.#port.close()
    void this.#thread.terminate()
  }
}

/** Bundles the worker. Returns what starts it, and what removes the bundle. */
async function bundleWorker(): Promise<{ start: StartWorker; remove: () => void }> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'loop-conformance-worker-'))
  const file = path.join(folder, 'worker.mjs')
  await build({
    entryPoints: ['site/playground/worker/worker.ts'],
    outfile: file,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    ignoreAnnotations: true,
    keepNames: true,
    banner: { js: scope },
    logLevel: 'error',
  })
  return {
    start: () => new NodeWorker(file),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
