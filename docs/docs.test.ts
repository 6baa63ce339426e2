/** What the pages point at exists: files, and clauses by their ids. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { areas, specification } from '../spec/index.ts'

const ids = new Set(specification.clauses.map((clause) => clause.id))
const pages = ['README.md', 'CHANGELOG.md', ...pagesIn('docs'), ...pagesIn('spec')]

function pagesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => path.join(folder, name))
}

/** The text without its blocks of code. */
function prose(page: string): string {
  return readFileSync(page, 'utf8').replace(/^```[\s\S]*?^```/gm, '')
}

describe.each(pages)('%s', (page) => {
  it('links to what is there', () => {
    const targets = [...prose(page).matchAll(/\]\((?!https?:|#)([^)\s#]+)/g)].map(([, target = '']) => target)
    const missing = targets.filter((target) => !existsSync(path.resolve(path.dirname(page), target)))
    expect(missing).toEqual([])
  })

  it('names clauses that exist', () => {
    const named = [...prose(page).matchAll(/`([a-z-]+\.[a-z]+(?:-[a-z]+)+)`/g)].map(([, id = '']) => id)
    const unknown = named.filter((id) => areas.some((area) => id.startsWith(`${area}.`)) && !ids.has(id))
    // The changelog may speak of what was withdrawn.
    expect(page === 'CHANGELOG.md' ? [] : unknown).toEqual([])
  })
})

it('finds the pages', () => {
  expect(pages.filter((page) => statSync(page).size > 0).length).toBeGreaterThan(20)
})
