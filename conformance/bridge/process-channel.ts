import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import {
  closeSync,
  constants,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  writeSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { BridgeHooks } from './bridge-hooks.ts'
import type { Channel, Serve } from './channel.ts'
import { lastFrame } from './last-frame.ts'
import { pythonEnd } from './python-end.ts'

/** Valid in every Python there is, so that one that is too old can say so. The first line that it reads is the Python end. */
const bootstrap = `
import os, sys
read, write, stacks = [int(descriptor) for descriptor in sys.argv[1:]]
sys.argv[1:] = []
if sys.version_info < (3, 8):
    os.write(write, ('["old", "%d.%d.%d"]\\n' % sys.version_info[:3]).encode())
else:
    import json
    lines = os.fdopen(read, 'rb')
    exec(json.loads(lines.readline()))
    bridge.main(lines, write, stacks)
`

const firstDescriptor = 3

/** An interpreter in a process of its own, at the other end of two named pipes, so that reading and writing block. */
export class ProcessChannel implements Channel {
  readonly deepest = 200
  readonly process: ChildProcess
  readonly #read: number
  readonly #write: number
  /** The descriptor of the file to which the interpreter writes its stack when it crashes or receives a signal. */
  readonly stacks: number
  readonly #serve: Serve
  readonly #onLost: BridgeHooks['onLost']
  readonly #buffer = Buffer.allocUnsafe(65536)
  #rest: Buffer = Buffer.alloc(0)

  constructor(interpreter: string, serve: Serve, onLost: BridgeHooks['onLost']) {
    this.#serve = serve
    this.#onLost = onLost
    const folder = mkdtempSync(path.join(os.tmpdir(), 'loop-conformance-'))
    const [toPython, fromPython] = [path.join(folder, 'to'), path.join(folder, 'from')]
    execFileSync('mkfifo', [toPython, fromPython])
    const down = openPipe(toPython)
    const up = openPipe(fromPython)
    this.stacks = openSync(path.join(folder, 'stacks'), 'a+')
    rmSync(folder, { recursive: true })
    const descriptors = [0, 1, 2].map((index) => String(firstDescriptor + index))
    this.process = spawn(interpreter, ['-c', bootstrap, ...descriptors], {
      // What the candidate prints never goes to our standard output, which carries the report.
      stdio: ['ignore', 2, 2, down.read, up.write, this.stacks],
      env: { ...process.env, PYTHONASYNCIODEBUG: '' },
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
      if (!line.startsWith('["c"')) return line
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
      // It has ended, and may have said why.
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
    return this.#onLost(howItEnded(this.process), lastFrame(this.stacks)?.at ?? null)
  }
}

/** Both ends of a pipe that blocks. Neither end has to wait for the other while the pipe is held open both ways. */
function openPipe(file: string): { read: number; write: number } {
  const hold = openSync(file, constants.O_RDWR)
  const read = openSync(file, constants.O_RDONLY)
  const write = openSync(file, constants.O_WRONLY)
  closeSync(hold)
  return { read, write }
}

/** Linux keeps the status of a process until it is waited for, which cannot happen while this thread is busy. */
function howItEnded({ pid, spawnfile }: ChildProcess): string {
  if (pid === undefined) return `could not be started: there is no command ${spawnfile}`
  const status = exitStatus(pid)
  if (status === null) return 'ended its interpreter'
  const signal = status & 0x7f
  if (signal === 0) return `ended its interpreter with exit code ${String(status >> 8)}`
  const name = Object.entries(os.constants.signals).find(([, number]) => number === signal)?.[0]
  return `made its interpreter end by ${name ?? `signal ${String(signal)}`}`
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
