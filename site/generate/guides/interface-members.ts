import { readdirSync, readFileSync } from 'node:fs'
import ts from 'typescript'

const folder = 'spec/interfaces'

/** The interfaces of the contract, each with the names of its own members, in their order. */
export function interfaceMembers(): ReadonlyMap<string, readonly string[]> {
  const members = new Map<string, readonly string[]>()
  for (const name of readdirSync(folder)) {
    const source = ts.createSourceFile(
      name,
      readFileSync(`${folder}/${name}`, 'utf8'),
      ts.ScriptTarget.Latest,
      true,
    )
    source.forEachChild((node) => {
      if (ts.isInterfaceDeclaration(node)) members.set(node.name.text, namesOf(node, source))
    })
  }
  return members
}

function namesOf(node: ts.InterfaceDeclaration, source: ts.SourceFile): readonly string[] {
  const names = node.members.map((member) => member.name?.getText(source) ?? '')
  return [...new Set(names)].filter((name) => /^\w+$/.test(name))
}
