/** The worst habits of docs/style.md are in no file that a reader opens. */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

/** A word that is not a part of a clause id or of the name of a fault. */
const word = (pattern: string): RegExp => new RegExp(`(?<![-\\w])(?:${pattern})(?![-\\w])`, 'i')

/** Each habit, with what to write instead. */
const habits: readonly (readonly [name: string, habit: RegExp, instead: string])[] = [
  // An address answers, and so does a peer. A call returns.
  ['"answers" for "returns"', word('(?<!(?:two|three|address) )answers|answered'), 'returns, responds'],
  ['"so many"', word('so many(?! that)'), 'the number: "count iterations", "N bytes"'],
  ['"whoever"', word('whoever'), 'code that …, a loop that …, if you …'],
  ['"X is none"', /(?<![Tt]here )\b(?:is|are) none\b(?! of these)/, 'is not a …, does not exist'],
  ['"hears of"', word('(?:hears?|heard) of'), 'is called with, is notified of'],
  ['"stands" for "is"', word('stands? (?:beside|in|with|alone|at|there|under)'), 'is'],
  ['"nevertheless"', word('nevertheless'), 'still, all the same'],
  ['"anew"', word('anew'), 'again'],
  [
    'a sentence that begins with "Who"',
    /(?:[.!?] |\* |\/\/ )Who (?!is\b|are\b|can\b)[a-z ]+,/,
    'If you …, Code that …',
  ],
]

const folders = [
  'bench',
  'bin',
  'conformance',
  'docs',
  'examples',
  'loops',
  'python',
  'python-action',
  'reference',
  'scripts',
  'site',
  'spec',
]
/** They quote the habits. */
const quoting = new Set(['docs/style.md', 'docs/style.test.ts'])

const files = [
  ...['README.md', 'CHANGELOG.md', 'action.yml'],
  ...folders.flatMap((folder) =>
    readdirSync(folder, { encoding: 'utf8', recursive: true })
      .filter((name) => /(?<!\.generated)\.(?:ts|mjs|js|py|md|css|html|ya?ml)$/.test(name))
      .map((name) => `${folder}/${name}`),
  ),
].filter((file) => !quoting.has(file))

const lines = files.flatMap((file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .map((text, index) => ({ text, at: `${file}:${String(index + 1)}` })),
)

it.each(habits)('no text has %s', (_name, habit, instead) => {
  const found = lines.filter(({ text }) => habit.test(text)).map(({ text, at }) => `${at}: ${text.trim()}`)
  expect(found, `Write: ${instead}. docs/style.md says why.`).toEqual([])
})

it('reads the files', () => {
  expect(files.length).toBeGreaterThan(500)
})
