import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

interface PackageFacts {
  readonly devDependencies: Readonly<Record<string, string>>
}

/** Our own package.json, in a clone and where the package is installed. */
export function packageFacts(): PackageFacts {
  for (let folder = import.meta.dirname; ; folder = path.dirname(folder)) {
    const file = path.join(folder, 'package.json')
    if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as PackageFacts
    if (folder === path.dirname(folder))
      throw new Error(`There is no package.json above ${import.meta.dirname}.`)
  }
}
