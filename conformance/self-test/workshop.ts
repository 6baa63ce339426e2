import { execFile, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const root = path.resolve(import.meta.dirname, '../..')
const bin = path.join(root, 'bin', 'loop-conformance.js')

/** The address of the reference loop, for a candidate in a temporary folder. */
export const reference = pathToFileURL(path.join(root, 'dist', 'reference', 'index.js')).href

export interface CommandResult {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** A temporary folder for the candidates of a test file. It runs the command there. */
export class Workshop {
  readonly folder = mkdtempSync(path.join(os.tmpdir(), 'loop-conformance-test-'))

  write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(this.folder, name)
      mkdirSync(path.dirname(file), { recursive: true })
      writeFileSync(file, text)
    }
  }

  /** Runs the built command as a user would, with its output piped. */
  run(args: readonly string[], env: Record<string, string> = {}): Promise<CommandResult> {
    const { NO_COLOR: _no, FORCE_COLOR: _force, ...rest } = process.env
    const options = { cwd: this.folder, env: { ...rest, ...env }, maxBuffer: 1 << 26 }
    return new Promise((resolve) => {
      execFile(process.execPath, [bin, ...args], options, (error, out, err) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1
        resolve({ code, out, err })
      })
    })
  }

  /** Starts the command, presses Ctrl-C when the candidate has written the file `sign`, and returns how it ended. */
  interrupt(args: readonly string[], sign: string): Promise<CommandResult> {
    const child = spawn(process.execPath, [bin, ...args], { cwd: this.folder })
    const text = { out: '', err: '' }
    child.stdout.on('data', (chunk: Buffer) => (text.out += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (text.err += chunk.toString()))
    const file = path.join(this.folder, sign)
    const look = setInterval(() => {
      if (!existsSync(file)) return
      clearInterval(look)
      child.kill('SIGINT')
    }, 20)
    return new Promise((resolve) =>
      child.on('close', (code) => {
        clearInterval(look)
        resolve({ code: code ?? -1, ...text })
      }),
    )
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** The source of a module whose default export is a loop class with this body. */
export function loopModule(body = '', before = ''): string {
  return (
    `import { VirtualEventLoop } from '${reference}'\n${before}\n` +
    `export default class Loop extends VirtualEventLoop {\n${body}\n}\n`
  )
}

export const reversed = loopModule(`  iterate() {
    const handles = [...this.ready].reverse()
    this.ready.clear()
    for (const handle of handles) this.ready.push(handle)
    return super.iterate()
  }`)
