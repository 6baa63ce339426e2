/** The tables of the adapter's page have a row for each field and each profile that there is. */
import { readFileSync } from 'node:fs'
import ts from 'typescript'
import { expect, it } from 'vitest'
import { profileMeanings } from '../conformance/cli/vocabulary.ts'
import everything from '../examples/own-sockets/index.ts'
import fromTheBase from '../examples/foreign-scheduler/index.ts'
import { profiles } from '../spec/index.ts'

const page = readFileSync('docs/adapter.md', 'utf8')

/** The first column of the table beneath a heading. */
function firstColumn(heading: string): string[] {
  const section = page.split(/^## /m).find((text) => text.startsWith(heading)) ?? ''
  return [...section.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name = '']) => name)
}

function fieldsOf(name: string): string[] {
  const file = 'spec/adapter.ts'
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true)
  const found = source.statements.find(
    (statement) => ts.isInterfaceDeclaration(statement) && statement.name.text === name,
  )
  return (found as ts.InterfaceDeclaration).members.map((member) => member.name?.getText(source) ?? '')
}

it('has each field of the type, and no other', () => {
  expect(firstColumn('Its fields').sort()).toEqual(fieldsOf('LoopAdapter').sort())
})

it('has each profile, in its order, and says of whom it is asked as the command does', () => {
  expect(firstColumn('The profiles')).toEqual(profiles)
  const rows = profiles.map((profile) => `| \`${profile}\` | ${profileMeanings[profile]} |`)
  const plain = page.replaceAll('`BaseEventLoop`', 'BaseEventLoop')
  expect(rows.filter((row) => !plain.includes(row))).toEqual([])
})

it('says of which profiles sockets are needed', () => {
  const claimed = ['core', 'python-hooks', ...(fromTheBase.profiles ?? [])]
  expect(profiles.filter((profile) => !claimed.includes(profile))).toEqual([
    'net',
    'net-real',
    'server',
    'tls',
    'datagram',
    'unix',
    'streams',
  ])
  expect(new Set(['core', 'python-hooks', ...(everything.profiles ?? [])])).toEqual(new Set(profiles))
})
