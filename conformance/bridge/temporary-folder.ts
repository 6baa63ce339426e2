import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { CandidateError } from '../harness/index.ts'

/** A folder that is removed with `remove()`, or when this process exits. */
export interface TemporaryFolder {
  readonly path: string
  remove(): void
}

/** Makes a folder. Throws `CandidateError` if this machine has no place for it. */
export function makeTemporaryFolder(): TemporaryFolder {
  const folder = onMachine(() => mkdtempSync(path.join(os.tmpdir(), 'loop-conformance-')))
  const remove = (): void => {
    process.off('exit', remove)
    rmSync(folder, { recursive: true, force: true })
  }
  process.on('exit', remove)
  return { path: folder, remove }
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
