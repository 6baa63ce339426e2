import { readFileSync } from 'node:fs'
import { relink } from '../routes.ts'
import type { Page } from '../page.ts'
import { excerpt } from '../../../scripts/renew/excerpt.ts'
import { Listings } from './listings.ts'
import { runCommand } from '../../../scripts/renew/run-command.ts'
import { replaceSlots } from '../../../scripts/renew/slots.ts'
import { terminal } from './terminal.ts'

/** What replaces a comment `<!-- site: name -->` on a page. */
export type Insert = () => string

/**
 * A page of `docs/` on the site. A paragraph that is only a link to a source file becomes the listing of that file, a
 * comment that names a command becomes a terminal with what it prints, and a comment `<!-- site: name -->` what is generated
 * under that name.
 */
export function guidePage(at: string, file: string, inserts: Readonly<Record<string, Insert>> = {}): Page {
  const text = readFileSync(file, 'utf8')
  const title = /^# (.*)$/m.exec(text)?.[1]?.replaceAll('`', '') ?? file
  const listings = new Listings(file)
  const withListings = replaceSlots(text, { listing: (target) => listings.show(target), report: ran })
  const markdown = relink(withListings, file).replaceAll(
    /^<!-- site: ([a-z-]+) -->$/gm,
    (_comment, name: string) => {
      const insert = inserts[name]
      if (insert === undefined)
        throw new Error(
          `${file} has the comment "site: ${name}", and no page inserts that. Known: ${Object.keys(inserts).join(', ')}`,
        )
      return insert()
    },
  )
  return { path: at, title, markdown, from: file }
}

/** A terminal with what the command prints, or with the parts of it that are named. */
function ran(args: readonly string[], parts: readonly string[] | null): string {
  const output = runCommand(args)
  return terminal(`npx loop-conformance ${args.join(' ')}`, parts === null ? output : excerpt(output, parts))
}
