/** What a user of the command waits for, each in a process that starts cold. */
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

/** Starts the command on a candidate and waits for its end. */
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

/** The smallest candidate on the reference's virtual loop: the core, and nothing that waits. */
export function measureReference(): Promise<CommandFigures> {
  return measureSource((reference) => `export { VirtualEventLoop as default } from ${reference}\n`)
}

/** A candidate whose loops spin for ever as soon as they run. */
export function measureSpinningCandidate(): Promise<CommandFigures> {
  return measureSource(
    (reference) => `import { VirtualEventLoop } from ${reference}
export default class Spinning extends VirtualEventLoop {
  runForever() { for (;;); }
}
`,
  )
}

/** Of a module that is given where the reference is. */
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
