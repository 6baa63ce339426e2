import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline/promises'
import { exitCode } from '../errors.ts'
import { projectFiles } from './init-template.ts'
import { standardPage, write } from '../terminal.ts'
import { UsageError } from '../errors.ts'

export interface InitRequest {
  readonly folder: string
  /** Null and undefined: ask for it, or use the name of the folder. */
  readonly name: string | undefined
  /** Whether to overwrite existing files. */
  readonly force: boolean
}

/** Writes a project that type-checks and passes its first run. Asks for the name if it runs on a terminal. */
export async function initCommand({ folder, name, force }: InitRequest): Promise<number> {
  const home = path.resolve(folder)
  const chosen = name ?? (await askName(suggestion(home)))
  if (!/^(@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9][a-z0-9._-]*$/.test(chosen))
    throw new UsageError(
      `'${chosen}' is not a valid package name.\nExpected: lower-case letters, digits and hyphens, such as --name my-loop`,
    )
  const files = projectFiles(chosen)
  const there = Object.keys(files).filter((file) => existsSync(path.join(home, file)))
  if (there.length > 0 && !force)
    throw new UsageError(
      `Nothing was written: ${folder} already has some of the files.\nFound:    ${there.join(', ')}\n` +
        'Expected: another folder, such as loop-conformance init my-loop; or --force, to overwrite them',
    )
  for (const [file, text] of Object.entries(files)) save(path.join(home, file), text)
  const { paint } = standardPage()
  const lines = Object.keys(files).map((file) => `  ${file}${there.includes(file) ? '  (overwritten)' : ''}`)
  const way = path.relative(process.cwd(), home)
  const steps = [...(way === '' ? [] : [`cd ${way}`]), 'npm install', 'npm run check', 'npm test']
  const where = way === '' ? 'this folder' : way.startsWith('..') ? way : `./${way}`
  await write(
    process.stdout,
    `Created ${paint('bold', chosen)} in ${where}:\n${lines.join('\n')}\n\nNext:\n${steps.map((step) => `  ${step}\n`).join('')}`,
  )
  return exitCode.conforms
}

/** The name of the folder, without what npm does not allow in a name. */
function suggestion(home: string): string {
  const name = path
    .basename(home)
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, '-')
    .replace(/^[._-]+|-+$/g, '')
  return name === '' ? 'my-loop' : name
}

async function askName(suggested: string): Promise<string> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return suggested
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  try {
    const answer = await terminal.question(`Name of the loop (${suggested}): `)
    return answer.trim() === '' ? suggested : answer.trim()
  } finally {
    terminal.close()
  }
}

function save(file: string, text: string): void {
  try {
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, text)
  } catch (error) {
    throw new UsageError(`${file} cannot be written: ${(error as Error).message}`)
  }
}
