import { prettyHeader } from '../reporters/pretty-header.ts'
import { suiteVersion } from '../version.ts'
import type { Output } from './options.ts'
import { standardPage, write } from './terminal.ts'

/** Says at once that the command is at work, where the pretty report will stand. */
export async function showHeader(entry: string, outputs: readonly Output[]): Promise<void> {
  if (!outputs.some(({ reporter, file }) => reporter === 'pretty' && file === null)) return
  await write(process.stdout, prettyHeader(suiteVersion, entry, standardPage().color))
}
