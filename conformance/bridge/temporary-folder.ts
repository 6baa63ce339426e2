import { mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { CandidateError } from '../harness/index.ts'

/**
 * A folder that is removed with `remove()`, or when this process exits. A process that is killed leaves it. Its name says whose it was, and the next
 * process that makes a folder removes it.
 */
export interface TemporaryFolder {
  readonly path: string
  remove(): void
}

/** Makes a folder. Throws `CandidateError` if this machine has no place for it. */
export function makeTemporaryFolder(): TemporaryFolder {
  const parent = os.tmpdir()
  sweep(parent)
  const folder = onMachine(() => mkdtempSync(path.join(parent, nameFor(process.pid))))
  const remove = (): void => {
    process.off('exit', remove)
    rmSync(folder, { recursive: true, force: true })
  }
  process.on('exit', remove)
  return { path: folder, remove }
}

/** The beginning of the name of a folder. A process of another container may have the same number, so the name says which numbers are meant. */
const nameFor = (pid: number | string): string => `loop-conformance-${numbering}-${String(pid)}-`
const numbering = orElse(() => readlinkSync('/proc/self/ns/pid'), os.hostname())
  .replace(/\W/g, '')
  .slice(0, 16)

let isSwept = false

/** Removes the folders of processes that have ended, once in each process. */
function sweep(parent: string): void {
  if (isSwept) return
  isSwept = true
  for (const name of orElse(() => readdirSync(parent), [])) {
    const [, pid] = ownName.exec(name) ?? []
    if (pid === undefined || isAlive(Number(pid))) continue
    // Another process may remove it at the same time, and it may belong to another user.
    orElse(() => rmSync(path.join(parent, name), { recursive: true, force: true }), undefined)
  }
}

const ownName = new RegExp(`^${nameFor('(\\d+)')}`)

/** What the action returns, or something else if it throws. */
function orElse<T>(action: () => T, otherwise: T): T {
  try {
    return action()
  } catch {
    return otherwise
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}

/** Does what only the machine can refuse. An error then says what is missing, and nothing about the candidate. */
export function onMachine<T>(action: () => T): T {
  try {
    return action()
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException
    const expected = advice[code]
    if (expected === undefined) throw error
    throw new CandidateError(
      `This machine lacks something that the checks need. This says nothing about the candidate.\nFound:    ${message}\nExpected: ${expected}`,
      { code: 'machine' },
    )
  }
}

const writable = `a folder for temporary files that exists, has space and can be written to. TMPDIR names it.`
const advice: Readonly<Record<string, string>> = {
  ENOENT: writable,
  ENOTDIR: writable,
  EACCES: writable,
  EROFS: writable,
  ENOSPC: writable,
  EDQUOT: writable,
  EMFILE: 'more open files: ulimit -n 1024',
  ENFILE: 'a machine with more open files',
  EAGAIN: 'a machine on which another process can be started',
  ENOMEM: 'a machine with free memory',
}
