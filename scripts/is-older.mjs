import { existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'

/** Whether a file that is made from what is in the folders is missing, or some TypeScript there is newer. */
export function isOlder(file, folders) {
  if (!existsSync(file)) return true
  const made = statSync(file).mtimeMs
  return folders.some((folder) =>
    readdirSync(folder, { recursive: true }).some(
      (name) =>
        name.endsWith('.ts') &&
        !name.endsWith('.generated.ts') &&
        statSync(path.join(folder, name)).mtimeMs > made,
    ),
  )
}
