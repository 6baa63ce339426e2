import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { describe, onTestFinished } from 'vitest'
import type { NodeEventLoop } from '../../../reference/node.ts'
import type { Coroutine } from '../../../spec/index.ts'
import { Changing } from './changing.ts'

/** The tests of a program that is not ours. If this machine does not have it, they are skipped, and the output says so. */
export function describeWith(program: string, tests: () => void): void {
  const missing = spawnSync('sh', ['-c', `command -v ${program}`]).status !== 0
  if (missing) process.stderr.write(`SKIPPED, there is no ${program}: its connections with the reference\n`)
  describe.skipIf(missing)(missing ? `${program}, which is not installed` : program, tests)
}

/** A program as the other end of a connection. It is killed when its test is over, if it runs then. */
export class ForeignProgram extends Changing {
  readonly #process: ChildProcessWithoutNullStreams
  readonly #stdout: Buffer[] = []
  readonly #stderr: Buffer[] = []
  #ended = false

  constructor(loop: NodeEventLoop, command: string, ...args: readonly string[]) {
    super(loop)
    this.#process = spawn(command, args)
    onTestFinished(() => void this.#process.kill('SIGKILL'))
    const { stdin, stdout, stderr } = this.#process
    const keep = (chunks: Buffer[]) => (chunk: Buffer) => {
      chunks.push(chunk)
      this.changed()
    }
    stdout.on('data', keep(this.#stdout))
    stderr.on('data', keep(this.#stderr))
    // The program may end before it has read its input. What it did is judged, and not this.
    stdin.on('error', this.changed)
    this.#process.on('close', () => {
      this.#ended = true
      this.changed()
    })
  }

  get stdout(): Buffer {
    return Buffer.concat(this.#stdout)
  }

  /** Everything that it printed. */
  get output(): string {
    return Buffer.concat([...this.#stdout, ...this.#stderr]).toString()
  }

  /** Writes to its standard input. */
  type(input: string | Uint8Array): this {
    this.#process.stdin.write(input)
    return this
  }

  /** Ends its standard input. */
  typeEnd(): this {
    this.#process.stdin.end()
    return this
  }

  kill(): void {
    this.#process.kill('SIGKILL')
  }

  /** Waits until it has printed something of this form. */
  *prints(form: RegExp): Coroutine<RegExpExecArray> {
    return yield* this.until(() => {
      const found = form.exec(this.output)
      if (found === null && this.#ended)
        throw new Error(`It ended without printing ${String(form)}:\n${this.output}`)
      return found
    })
  }

  /** Waits until it ends, and returns what it wrote to its standard output. Throws what it printed if it failed. */
  *result(): Coroutine<Buffer> {
    yield* this.until(() => (this.#ended ? true : null))
    const { exitCode, signalCode } = this.#process
    if (exitCode !== 0) throw new Error(`It ended with ${String(exitCode ?? signalCode)}:\n${this.output}`)
    return this.stdout
  }
}
