import { readFileSync } from 'node:fs'
import { relink } from '../routes.ts'
import type { Page } from '../page.ts'
import { excerpt } from './excerpt.ts'
import { Listings } from './listings.ts'
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
  const listings = new Listings(file)
  const withListings = text
    .replaceAll(/^\[`[^`]+`\]\(([^)]+\.(?:ts|py))\)$/gm, (_link, target: string) => listings.show(target))
    .replaceAll(/^<!-- run: npx loop-conformance (.*?)(?:; show (.*?))? -->$/gm, ran)
  const markdown = relink(withListings, file).replaceAll(
    /^<!-- site: ([a-z-]+) -->$/gm,
    (_comment, name: string) => {
      const insert = inserts[name]
      if (insert === undefined) throw new Error(`${file} wants ${name}, which nobody makes.`)
      return insert()
    },
  )
  return { path: at, title, markdown, from: file }
}

/** A terminal with what the command prints, or with the parts of it that are named. */
function ran(_comment: string, args: string, parts?: string): string {
  const output = runCommand(args.split(' '))
  const shown = parts === undefined ? output : excerpt(output, parts.split(', '))
  return terminal(`npx loop-conformance ${args}`, shown)
}
