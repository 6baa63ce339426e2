/** Every bug of a real loop that a loop in JavaScript could have is caught by a clause which names it, or the page gives a reason. */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { specification } from '../../spec/index.ts'

interface Bug {
  readonly id: string
  readonly issues: readonly string[]
  readonly clauses: readonly string[]
  readonly reason: string
}

const notCarriedOver = 'Not carried over. '
const page = readFileSync('docs/real-loop-bugs.md', 'utf8')
const bugs = page
  .split('\n')
  .filter((line) => /^\| B\d/.test(line))
  .map(bugOf)

function bugOf(line: string): Bug {
  const [, id = '', issues = '', , caught = ''] = line.split('|').map((cell) => cell.trim())
  const reason = caught.startsWith(notCarriedOver) ? caught.slice(notCarriedOver.length) : ''
  const clauses = reason === '' ? [...caught.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name) : []
  return { id, issues: issues.split(', '), clauses, reason }
}

/** `uvloop#30` is not named by `uvloop#309`, nor `gbulb#10` by `notgbulb#10`. */
function isNamed(issue: string, source: string): boolean {
  const escaped = issue.replace(/[/.]/g, '\\$&')
  return new RegExp(`(?<![\\w/-])${escaped}(?!\\w)`).test(source)
}

const sourceOf = new Map<string, string>(specification.clauses.map(({ id, source }) => [id, source]))

it('lists every bug once, in order', () => {
  const ids = bugs.map(({ id }) => id)
  expect(ids).toEqual([...new Set(ids)].sort())
  expect(ids.filter((id) => !/^B\d{3}$/.test(id))).toEqual([])
  const issues = bugs.flatMap((bug) => bug.issues)
  expect(issues.filter((issue, index) => issues.indexOf(issue) !== index)).toEqual([])
  expect(issues.filter((issue) => !/^[\w/-]+(#\d+|@[0-9a-f]{7,8})$/.test(issue))).toEqual([])
})

it('names with every bug the clauses that catch it, or a reason', () => {
  expect(bugs.filter(({ clauses, reason }) => clauses.length === 0 && reason.length < 20)).toEqual([])
})

it('names only clauses that exist and whose source names the bug', () => {
  const silent = bugs.flatMap(({ id, issues, clauses }) =>
    clauses
      .filter((clause) => !issues.some((issue) => isNamed(issue, sourceOf.get(clause) ?? '')))
      .map((clause) => `${id}: ${clause}`),
  )
  expect(silent).toEqual([])
})

it('names every clause whose source names a bug', () => {
  const missing = bugs.flatMap(({ id, issues, clauses }) =>
    specification.clauses
      .filter(({ source }) => issues.some((issue) => isNamed(issue, source)))
      .filter((clause) => !clauses.includes(clause.id))
      .map((clause) => `${id}: ${clause.id}`),
  )
  expect(missing).toEqual([])
})
