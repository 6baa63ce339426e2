import { runtimeOf } from '../runtime.ts'
import { suiteVersion } from '../version.ts'

/** The command was given something that it cannot use. The message says what was found and what was expected. */
export class UsageError extends Error {}

/** The exit codes of the command. */
export const exitCode = {
  /** Every MUST of core and of the claimed profiles is kept. */
  conforms: 0,
  /** A MUST is not kept, or could not be judged. */
  doesNotConform: 1,
  /** The run was not possible: wrong usage, a candidate that does not load, a filter that matches nothing. */
  cannotRun: 2,
  /** An error of the kit itself. */
  kitError: 3,
  /** Ctrl-C. */
  interrupted: 130,
  /** SIGTERM. */
  terminated: 143,
} as const

/** The message for an error that comes from what the machine lacks. Null if the error is another one. */
export function machineMessage(error: unknown): string | null {
  const { code, message } = (error ?? {}) as NodeJS.ErrnoException
  if (!['EMFILE', 'ENFILE', 'ENOSPC', 'EDQUOT', 'ENOMEM', 'EAGAIN'].includes(code ?? '')) return null
  return (
    'This machine lacks something that the command needs. This says nothing about the candidate.\n' +
    `Found:    ${message}\nExpected: enough open files (ulimit -n), memory and space on the disk.\n`
  )
}

/** The message for an error of the kit itself, with what a bug report needs. */
export function kitErrorMessage(error: unknown): string {
  const { message, stack } = error instanceof Error ? error : new Error(String(error))
  return (
    'loop-conformance itself failed. This says nothing about the candidate.\n' +
    `Found:    ${message}\n` +
    'Please report it, with the candidate and these lines:\n\n' +
    `loop-conformance ${suiteVersion}, ${runtimeOf(globalThis).words}, ${process.platform}\n${stack ?? ''}\n`
  )
}
