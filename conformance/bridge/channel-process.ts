import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { closeSync, constants, openSync, readFileSync, readSync, writeSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { CandidateError } from '../harness/index.ts'
import type { Channel, Serve } from './channel.ts'
import { lastFrame } from './interpreter-stack.ts'
import { pythonEnd } from './python-end.ts'
import { makeTemporaryFolder, onMachine } from './temporary-folder.ts'
import { callPrefix } from './wire.ts'

/** Valid in every version of Python, so that one that is too old can say so. The first line that it reads is the Python end. */
const bootstrap = `
import os, sys
read, write, stacks = [int(descriptor) for descriptor in sys.argv[1:]]
sys.argv[1:] = []
if sys.version_info < (3, 8):
    os.write(write, ('["too old", "%d.%d.%d"]\\n' % sys.version_info[:3]).encode())
else:
    import json
    lines = os.fdopen(read, 'rb')
    exec(json.loads(lines.readline()))
    bridge.main(lines, write, stacks)
`

const firstDescriptor = 3

/** How an interpreter ended. */
export interface InterpreterEnd {
  /** `not started`: there is no such command. `unknown`: the host does not say. */
  readonly kind: 'not started' | 'exit code' | 'signal' | 'unknown'
  /** The exit code, or the name of the signal; empty otherwise. */
  readonly value: string
  /** The last location in an author's code (`file:line`), null if it is not known. */
  readonly at: string | null
}

/** An interpreter in a process of its own. Both ends block while they read from and write to two named pipes. */
export class ProcessChannel implements Channel {
  readonly deepest = 200
  readonly process: ChildProcess
  readonly #read: number
  readonly #write: number
  /** The descriptor of the file to which the interpreter writes its stack when it crashes or receives a signal. */
  readonly stacks: number
  readonly #serve: Serve
  readonly #onLost: (end: InterpreterEnd) => never
  readonly #buffer = Buffer.allocUnsafe(65536)
  #rest: Buffer = Buffer.alloc(0)

  constructor(interpreter: string, serve: Serve, onLost: (end: InterpreterEnd) => never) {
    this.#serve = serve
    this.#onLost = onLost
    const { down, up, stacks } = onMachine(() => openChannel(interpreter))
    this.stacks = stacks
    const descriptors = [0, 1, 2].map((index) => String(firstDescriptor + index))
    this.process = spawn(interpreter, ['-c', bootstrap, ...descriptors], {
      // What the candidate prints goes to standard error, because standard output carries the report.
      stdio: ['ignore', 2, 2, down.read, up.write, this.stacks],
      // Neither may decide what a loop does: the debug mode is on from the start, or a warning is an error.
      env: { ...process.env, PYTHONASYNCIODEBUG: '', PYTHONDEVMODE: '', PYTHONWARNINGS: '' },
    })
    this.process.on('error', () => undefined)
    this.process.unref()
    closeSync(down.read)
    closeSync(up.write)
    this.#read = up.read
    this.#write = down.write
    this.#send(JSON.stringify(pythonEnd))
  }

  exchange(call: string): string {
    this.#send(call)
    for (;;) {
      const line = this.#readLine()
      if (!line.startsWith(callPrefix)) return line
      this.#send(this.#serve(line))
    }
  }

  close(): void {
    this.process.kill('SIGKILL')
    closeSync(this.#read)
    closeSync(this.#write)
    closeSync(this.stacks)
  }

  #send(text: string): void {
    const bytes = Buffer.from(`${text}\n`)
    try {
      for (let written = 0; written < bytes.length;) written += writeSync(this.#write, bytes, written)
    } catch (error) {
      // It has ended. The next read finds that, after any last reply.
      if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error
    }
  }

  #readLine(): string {
    for (;;) {
      const end = this.#rest.indexOf(10)
      if (end >= 0) {
        const line = this.#rest.toString('utf8', 0, end)
        this.#rest = this.#rest.subarray(end + 1)
        return line
      }
      const count = readSync(this.#read, this.#buffer)
      if (count === 0) this.#lost()
      this.#rest = Buffer.concat([this.#rest, this.#buffer.subarray(0, count)])
    }
  }

  #lost(): never {
    return this.#onLost({ ...howItEnded(this.process), at: lastFrame(this.stacks)?.at ?? null })
  }
}

interface Pipe {
  readonly read: number
  readonly write: number
}

/** Two pipes that block, and a file. Their names are gone at once. */
function openChannel(interpreter: string): {
  readonly down: Pipe
  readonly up: Pipe
  readonly stacks: number
} {
  const folder = makeTemporaryFolder()
  try {
    const [toPython, fromPython] = [path.join(folder.path, 'to'), path.join(folder.path, 'from')]
    makePipes([toPython, fromPython], interpreter)
    const stacks = openSync(path.join(folder.path, 'stacks'), 'a+')
    return { down: openPipe(toPython), up: openPipe(fromPython), stacks }
  } finally {
    folder.remove()
  }
}

/** Without the command mkfifo in the path, the interpreter makes them. */
function makePipes(files: readonly string[], interpreter: string): void {
  const inPython = ['-c', 'import os, sys; [os.mkfifo(file) for file in sys.argv[1:]]']
  if (isDone('mkfifo', files) || isDone(interpreter, [...inPython, ...files])) return
  throw new CandidateError(
    'The bridge to Python needs named pipes. The command mkfifo, which is part of coreutils, makes them, or the interpreter.\n' +
      `Found:    no mkfifo in PATH, and no ${interpreter} in PATH`,
    { code: 'machine' },
  )
}

/** False if there is no such command. */
function isDone(command: string, args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}

/** Opens both ends of a blocking pipe. Opening one end would wait for the other if the pipe were not held open both ways. */
function openPipe(file: string): Pipe {
  const hold = openSync(file, constants.O_RDWR)
  const read = openSync(file, constants.O_RDONLY)
  const write = openSync(file, constants.O_WRONLY)
  closeSync(hold)
  return { read, write }
}

/** Linux keeps the status of a process until Node waits for it, which cannot happen while this thread is busy. */
function howItEnded({ pid }: ChildProcess): Omit<InterpreterEnd, 'at'> {
  if (pid === undefined) return { kind: 'not started', value: '' }
  const status = exitStatus(pid)
  if (status === null) return { kind: 'unknown', value: '' }
  const signal = status & 0x7f
  if (signal === 0) return { kind: 'exit code', value: String(status >> 8) }
  const name = Object.entries(os.constants.signals).find(([, number]) => number === signal)?.[0]
  return { kind: 'signal', value: name ?? `signal ${String(signal)}` }
}

function exitStatus(pid: number): number | null {
  try {
    const fields = readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
      .trim()
      .split(' ')
    return Number(fields.at(-1))
  } catch {
    return null
  }
}
