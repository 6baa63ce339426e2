/**
 * Writes what `loop-conformance explain` says of an area, a word and a name: the introductions of the areas from `spec/clauses`, the
 * words of `spec/terms.md`, and the interfaces of the contract with their members and comments from `spec/interfaces`, `spec/adapter.ts` and `spec/bridged-adapter.ts`.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import ts from 'typescript'
import type { Term } from '../conformance/cli/vocabulary.ts'
import { areas } from '../spec/clause.ts'

const read = (file: string): string => readFileSync(file, 'utf8')

const introductions = Object.fromEntries(
  areas.map((area) => {
    const [, title = area, text = ''] =
      /^# (.*)\n([\s\S]*?)(?=^##|(?![\s\S]))/m.exec(read(`spec/clauses/${area}.md`)) ?? []
    return [area, { title: withoutMarkdown(title), text: withoutMarkdown(text) }]
  }),
)

/** The words of spec/terms.md, with their meaning. */
const meanings = Object.fromEntries(
  read('spec/terms.md')
    .split('\n')
    .filter((line) => /^\| (?!term|label|---)/.test(line))
    .flatMap((line): [string, string][] => {
      const [word = '', meaning = ''] = cellsOf(line)
      return [[withoutMarkdown(word), withoutMarkdown(meaning)]]
    }),
)

const files = [
  ...readdirSync('spec/interfaces').map((name) => `spec/interfaces/${name}`),
  'spec/adapter.ts',
  'spec/bridged-adapter.ts',
]
const terms: Term[] = files.flatMap((file) => {
  const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true)
  return source.statements.filter(ts.isInterfaceDeclaration).flatMap((declaration): Term[] => {
    const owner = declaration.name.text
    const members = declaration.members.flatMap((member): Term[] => {
      const name = member.name?.getText(source) ?? ''
      return /^\w+$/.test(name)
        ? [{ name, owner, signature: signatureOf(member, source), text: commentOf(member) }]
        : []
    })
    // Of a method with several signatures, the first.
    const firsts = members.filter(
      ({ name }, index) => members.findIndex((one) => one.name === name) === index,
    )
    const names = firsts.map(({ name }) => name)
    return [
      { name: owner, owner: null, signature: names.join(', '), text: commentOf(declaration) },
      ...firsts,
    ]
  })
})

const target = 'conformance/cli/vocabulary.generated.ts'
const text = `// Generated from spec/clauses, spec/terms.md, spec/interfaces, spec/adapter.ts and spec/bridged-adapter.ts by scripts/generate-vocabulary.ts.
import type { Area } from '../../spec/index.ts'
import type { Introduction, Term } from './vocabulary.ts'

export const introductions: Readonly<Record<Area, Introduction>> = ${JSON.stringify(introductions, null, 1)}

export const meanings: Readonly<Record<string, string>> = ${JSON.stringify(meanings, null, 1)}

export const terms: readonly Term[] = ${JSON.stringify(terms, null, 1)}
`
if (!existsSync(target) || read(target) !== text) writeFileSync(target, text)

function signatureOf(member: ts.TypeElement, source: ts.SourceFile): string {
  return member
    .getText(source)
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/([(<]) | (?=[)>])|,(?= \))/g, '$1')
    .replace(/^readonly /, '')
}

/** Its paragraphs, in plain text. */
function commentOf(node: ts.Node): string {
  const [comment] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc)
  return withoutMarkdown(ts.getTextOfJSDocComment(comment?.comment) ?? '')
}

/** Markdown without its marks, one line a paragraph. A row of a table is a line; a figure, which is indented, keeps its lines. */
function withoutMarkdown(markdown: string): string {
  return markdown
    .replaceAll(/\{@link (\w+)\}/g, '$1')
    .replaceAll(/\[([^\]]+)\]\([^)]*\)/g, '$1')
    .replaceAll(/(?<![\w*])\*(\w[^*\n]*)\*(?![\w*])/g, '$1')
    .replaceAll('`', '')
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.replace(/^\n+/, '').trimEnd())
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => {
      if (paragraph.startsWith('    ')) return paragraph
      if (paragraph.startsWith('|')) return rowsOf(paragraph).join('\n')
      return paragraph.trim().replaceAll(/\s*\n\s*/g, ' ')
    })
    .join('\n\n')
}

/** The rows of a table without its head: "the task · registerTask(task) · once". */
function rowsOf(table: string): string[] {
  return table
    .split('\n')
    .slice(2)
    .map((row) => cellsOf(row).join(' · '))
}

function cellsOf(row: string): string[] {
  return row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '')
}
