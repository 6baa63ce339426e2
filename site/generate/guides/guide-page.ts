import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { sourcePath, relink } from '../routes.ts'
import type { Page } from '../page.ts'
import { runCommand } from './run-command.ts'
import { terminal } from './terminal.ts'

/** What stands in a page in the place of a comment `<!-- site: name -->`. */
export type Insert = () => string

/**
 * A page of `docs/` on the site. A paragraph that is only a link to a source file becomes the listing of that file, one
 * that is only a command becomes the command with what it prints, and a comment `<!-- site: name -->` what is generated
 * under that name.
 */
export function guidePage(at: string, file: string, inserts: Readonly<Record<string, Insert>> = {}): Page {
  const text = readFileSync(file, 'utf8')
  const title = /^# (.*)$/m.exec(text)?.[1]?.replaceAll('`', '') ?? file
  const withListings = text
    .replaceAll(/^\[`[^`]+`\]\(([^)]+\.(?:ts|py))\)$/gm, (_link, target: string) => listing(file, target))
    .replaceAll(/^<!-- run: npx loop-conformance (.*?)(?:, lines (\d+)(?:\.\.(\d+))?)? -->$/gm, ran)
  const markdown = relink(withListings, file).replaceAll(/^<!-- site: ([a-z-]+) -->$/gm, (_comment, name: string) => {
    const insert = inserts[name]
    if (insert === undefined) throw new Error(`${file} wants ${name}, which nobody makes.`)
    return insert()
  })
  return { path: at, title, markdown, from: file }
}

function listing(from: string, target: string): string {
  const file = path.posix.join(path.posix.dirname(from), target)
  if (!existsSync(file)) throw new Error(`${from} lists ${target}, which does not exist.`)
  const language = path.extname(file).slice(1)
  const text = readFileSync(file, 'utf8').trimEnd()
  return `<p class="listing"><a href="@${sourcePath(file)}">${file}</a></p>\n\n\`\`\`${language}\n${text}\n\`\`\``
}

/** A terminal with what the command prints, or with some of its lines, counted from 1. */
function ran(_comment: string, args: string, first?: string, last?: string): string {
  const lines = runCommand(args.split(' ')).split('\n')
  const from = first === undefined ? 0 : Number(first) - 1
  const to = last === undefined ? lines.length : Number(last)
  return terminal(`npx loop-conformance ${args}`, lines.slice(from, to).join('\n'))
}
