import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline/promises'
import { exitCode } from './exit-code.ts'
import { projectFiles } from './init-template.ts'
import { standardPage, write } from './terminal.ts'
import { UsageError } from './usage-error.ts'

export interface InitRequest {
  readonly folder: string
  readonly name?: string
  /** Whether to write over files that are there. */
  readonly force: boolean
}

/** Writes a project that type-checks and passes its first run. Asks for a name on a terminal alone. */
export async function initCommand({ folder, name, force }: InitRequest): Promise<number> {
  const home = path.resolve(folder)
  const chosen = name ?? (await askName(suggestion(home)))
  if (!/^(@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9][a-z0-9._-]*$/.test(chosen))
    throw new UsageError(
      `'${chosen}' is no name for a package.\nExpected: small letters, digits and hyphens, as in --name my-loop`,
    )
  const files = projectFiles(chosen)
  const there = Object.keys(files).filter((file) => existsSync(path.join(home, file)))
  if (there.length > 0 && !force)
    throw new UsageError(
      `Nothing was written, for ${folder} has some of the files already.\nFound:    ${there.join(', ')}\n` +
        'Expected: another folder, as in loop-conformance init my-loop; --force writes over them.',
    )
  for (const [file, text] of Object.entries(files)) save(path.join(home, file), text)
  const { paint } = standardPage()
  const lines = Object.keys(files).map((file) => `  ${file}${there.includes(file) ? '  (written over)' : ''}`)
  const way = path.relative(process.cwd(), home)
  const steps = [...(way === '' ? [] : [`cd ${way}`]), 'npm install', 'npm run check', 'npm test']
  await write(
    process.stdout,
    `${paint('bold', chosen)} in ${folder}\n${lines.join('\n')}\n\nGo on with\n${steps.map((step) => `  ${step}\n`).join('')}`,
  )
  return exitCode.conforms
}

/** The name of the folder, as far as npm takes it. */
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
