import { existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'

/** Whether the file is missing, or some TypeScript or Markdown in the folders is newer. */
export function isOlder(file, folders) {
  if (!existsSync(file)) return true
  const made = statSync(file).mtimeMs
  return folders.some((folder) =>
    readdirSync(folder, { recursive: true }).some(
      (name) =>
        /\.(ts|md)$/.test(name) &&
        !name.endsWith('.generated.ts') &&
        statSync(path.join(folder, name)).mtimeMs > made,
    ),
  )
}
