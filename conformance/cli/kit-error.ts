import { suiteVersion } from '../version.ts'

/** For our own mistakes: said as such, with what we need to repair them. */
export function kitErrorMessage(error: unknown): string {
  const { message, stack } = error instanceof Error ? error : new Error(String(error))
  return (
    'loop-conformance itself failed; this says nothing about the candidate.\n' +
    `Found:    ${message}\n` +
    'Please report it, with the candidate and these lines:\n\n' +
    `loop-conformance ${suiteVersion}, node ${process.version}, ${process.platform}\n${stack ?? ''}\n`
  )
}
