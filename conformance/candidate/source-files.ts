import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'

/** The file and those of its own that it imports by a relative path, in the order in which they are met. */
export function sourceFiles(entry: string): string[] {
  const files = new Set([entry])
  // A set hands out members that are added while it is walked.
  for (const file of files)
    for (const [, specifier = ''] of readFileSync(file, 'utf8').matchAll(
      /(?:from|import|require)\s*\(?\s*['"](\.[^'"]+)['"]/g,
    )) {
      const target = path.resolve(path.dirname(file), specifier)
      if (existsSync(target) && statSync(target).isFile()) files.add(target)
    }
  return [...files]
}
