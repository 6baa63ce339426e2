import { readdirSync } from 'node:fs'
import path from 'node:path'

const folders = ['spec', 'reference', 'conformance', 'examples', 'bench', 'scripts']

/** Every TypeScript file of the project that is not generated, by its path from the root. */
export function sourceFiles(): string[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.generated.ts'))
      .map((file) => path.join(folder, file)),
  )
}
