import ts from 'typescript'
import type { Piece } from './find-fault.ts'
import { namesIn, type SourceModule } from './source-module.ts'

/** What a loop may import, by the file that it is imported from here. */
export interface PublicModules {
  readonly name: string
  /** Where it is in the repository. */
  readonly file: string
  readonly exports: ReadonlySet<string>
}

interface Imported {
  readonly name: string
  readonly local: string
  readonly isType: boolean
}

const adapterType: Imported = { name: 'LoopAdapter', local: 'LoopAdapter', isType: true }

/**
 * The fault as a module of its own that a loop author could have written: the declarations it needs, word for word, imports by
 * their public names, and its adapter as the default export. Null where it needs something that is not public.
 */
export function cutOut(piece: Piece, publicModules: readonly PublicModules[]): string | null {
  const declarations = new Map<ts.Statement, SourceModule>()
  const imports = new Map<string, Imported & { module: string }>()
  const owners = new Map<string, ts.Statement>()
  const aliases = new Map<string, string>()
  const missing = new Set<string>()

  const need = (name: string, from: SourceModule): void => {
    if (name === 'faultyLoop') return
    // A helper that answers `Fault['adapter']`.
    if (name === 'Fault') {
      imports.set('LoopAdapter', { ...adapterType, module: 'loop-conformance/spec' })
      return
    }
    const binding = from.resolve(name)
    if (binding === undefined) return
    if (binding.kind === 'declared') {
      const owner = owners.get(name)
      if (owner !== undefined && owner !== binding.node) missing.add(name)
      owners.set(name, binding.node)
      if (binding.name !== name) aliases.set(name, binding.name)
      if (declarations.has(binding.node)) return
      declarations.set(binding.node, binding.module)
      for (const inner of namesIn(binding.node)) need(inner, binding.module)
      return
    }
    const home = publicModules.find(({ exports, file }) =>
      binding.name === '*' ? binding.from === file : exports.has(binding.name),
    )
    const known = imports.get(name)
    if (home === undefined || (known !== undefined && known.name !== binding.name)) missing.add(name)
    else {
      const isType = binding.isType && known?.isType !== false
      imports.set(name, { name: binding.name, local: name, isType, module: home.name })
    }
  }

  for (const [name, module] of piece.needs) need(name, module)
  if (missing.size > 0) return null
  const bodies = [...declarations].sort(inFileOrder).map(([statement]) => textOf(statement))
  const renamed = [...aliases].map(([alias, name]) => `const ${alias} = ${name}`)
  const parts = [...bodies, ...renamed, `export default ${piece.text}`].map(asAdapters)
  const usesAdapter = parts.some((part) => part.includes('defineAdapter('))
  return [importsOf(imports, usesAdapter), ...parts].join('\n\n')
}

/** Helpers of other files first, and what stands in one file as it stands there. */
function inFileOrder(
  [a, of]: [ts.Statement, SourceModule],
  [b, other]: [ts.Statement, SourceModule],
): number {
  if (of !== other) return of.file.localeCompare(other.file)
  return a.pos - b.pos
}

/** With the comment in front of it, and without `export`. */
function textOf(statement: ts.Statement): string {
  const comments = ts.getLeadingCommentRanges(statement.getSourceFile().text, statement.pos) ?? []
  const comment = comments.at(-1)
  const source = statement.getSourceFile().text
  const gap = comment === undefined ? '' : source.slice(comment.end, statement.getStart())
  const isOwn = comment !== undefined && !/\n\s*\n/.test(gap)
  const start = isOwn ? comment.pos : statement.getStart()
  const text = source
    .slice(start, statement.end)
    .replaceAll("Fault['adapter']", 'LoopAdapter')
    .replaceAll('): Fault ', ') ')
    .replaceAll(/^ *\/\/ eslint-.*\n/gm, '')
  return text.replace(/^export (?=const|class|function|interface|type|abstract)/m, '')
}

/** `faultyLoop(name, newEventLoop, rest)` is the self-test's way to write an adapter. */
function asAdapters(text: string): string {
  const source = ts.createSourceFile('part.ts', text, ts.ScriptTarget.ES2022, true)
  const calls: ts.CallExpression[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText() === 'faultyLoop') calls.push(node)
    ts.forEachChild(node, visit)
  }
  visit(source)
  let result = text
  for (const call of calls.reverse()) {
    const [name, make, rest] = call.arguments.map((argument) => argument.getText())
    const more = rest === undefined ? '' : /^\{[\s\S]*\}$/.test(rest) ? rest.slice(1, -1) : `...${rest}`
    const members = [property('name', name), property('newEventLoop', make), more.trim().replace(/,$/, '')]
    const indent = /^ */.exec(text.slice(text.lastIndexOf('\n', call.getStart()) + 1))?.[0] ?? ''
    const lines = members.filter((member) => member !== '').map((member) => `${indent}  ${member},\n`)
    const adapter = `defineAdapter({\n${lines.join('')}${indent}})`
    result = result.slice(0, call.getStart()) + adapter + result.slice(call.end)
  }
  return result
}

function property(name: string, value = ''): string {
  return name === value ? name : `${name}: ${value}`
}

function importsOf(
  imports: ReadonlyMap<string, Imported & { module: string }>,
  usesAdapter: boolean,
): string {
  const lines = usesAdapter ? ["import { defineAdapter } from 'loop-conformance'"] : []
  for (const module of new Set([...imports.values()].map((one) => one.module))) {
    const all = [...imports.values()].filter((one) => one.module === module)
    for (const { local } of all.filter(({ name }) => name === '*'))
      lines.push(`import * as ${local} from '${module}'`)
    const names = all.filter(({ name }) => name !== '*')
    if (names.length === 0) continue
    const allTypes = names.every(({ isType }) => isType)
    const list = names.map(
      ({ name, local, isType }) =>
        `${isType && !allTypes ? 'type ' : ''}${name}${name === local ? '' : ` as ${local}`}`,
    )
    lines.push(`import ${allTypes ? 'type ' : ''}{ ${list.sort().join(', ')} } from '${module}'`)
  }
  return lines.sort((a, b) => (moduleOf(a) < moduleOf(b) ? -1 : 1)).join('\n')
}

function moduleOf(line: string): string {
  return line.slice(line.lastIndexOf(' from '))
}
