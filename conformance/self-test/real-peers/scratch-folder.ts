import { onTestFinished } from 'vitest'
import { makeTemporaryFolder } from '../../bridge/temporary-folder.ts'

/** A folder for the files of a test. It is removed when the test is over. */
export function scratchFolder(): string {
  const folder = makeTemporaryFolder()
  onTestFinished(() => folder.remove())
  return folder.path
}
