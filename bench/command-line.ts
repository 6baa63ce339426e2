/** How long a user of the command waits. Each measurement is a new process. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

export interface CommandFigures {
  readonly firstLineMs: number
  readonly wholeMs: number
  readonly exitCode: number | null
}

export const command = 'bin/loop-conformance.js'

/** Runs the command on a candidate until it ends. */
export function measureCommand(candidate: string): Promise<CommandFigures> {
  return new Promise((resolve, reject) => {
    const started = performance.now()
    let firstLineMs: number | null = null
    const child = spawn(process.execPath, [command, candidate], { stdio: ['ignore', 'pipe', 'pipe'] })
    const onOutput = (): void => {
      firstLineMs ??= performance.now() - started
    }
    child.stdout.on('data', onOutput)
    child.stderr.on('data', onOutput)
    child.on('error', reject)
    child.on('close', (exitCode) => {
      const wholeMs = performance.now() - started
      resolve({ firstLineMs: firstLineMs ?? wholeMs, wholeMs, exitCode })
    })
  })
}

/** The virtual loop as a candidate: the core profile, and no real waiting. */
export function measureReference(): Promise<CommandFigures> {
  return measureSource((reference) => `export { VirtualEventLoop as default } from ${reference}\n`)
}

/** A candidate whose loops spin for ever when they run. */
export function measureSpinningCandidate(): Promise<CommandFigures> {
  return measureSource(
    (reference) => `import { VirtualEventLoop } from ${reference}
export default class Spinning extends VirtualEventLoop {
  runForever() { for (;;); }
}
`,
  )
}

/** Measures a candidate module. `source` makes its text from the path of the reference. */
async function measureSource(source: (reference: string) => string): Promise<CommandFigures> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'loop-conformance-bench-'))
  const file = path.join(folder, 'candidate.mjs')
  writeFileSync(file, source(JSON.stringify(path.resolve('dist/reference/index.js'))))
  try {
    return await measureCommand(file)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
