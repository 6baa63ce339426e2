import ts from 'typescript'
import { isMemberName, type SourceModule } from './source-module.ts'

/** The source of an expression, and the names in it that its module has to explain. */
export interface Piece {
  readonly text: string
  readonly needs: readonly (readonly [name: string, module: SourceModule])[]
}

type Values = ReadonlyMap<string, Piece>

/** The expression that makes the adapter of a fault; null where the module has it not, or makes it in a way that cannot be told. */
export function findFault(module: SourceModule, name: string): Piece | null {
  let found: Piece | null = null
  const visit = (node: ts.Node): void => {
    if (found !== null) return
    if (ts.isObjectLiteralExpression(node)) {
      const adapter = propertyOf(node, 'adapter')
      const named = propertyOf(node, 'name')
      if (adapter !== null && named !== null && isText(named, name))
        found = pieceOf(adapter, module, new Map())
    } else if (
      ts.isCallExpression(node) &&
      node.arguments[0] !== undefined &&
      isText(node.arguments[0], name)
    )
      found = adapterOfCall(node, module, new Map())
    ts.forEachChild(node, visit)
  }
  visit(module.source)
  return found
}

/** A function makes the record of a fault, or has another one make it: its adapter, with the arguments of the call put in. */
function adapterOfCall(call: ts.CallExpression, caller: SourceModule, outer: Values): Piece | null {
  if (!ts.isIdentifier(call.expression)) return null
  const binding = caller.resolve(call.expression.text)
  if (binding?.kind !== 'declared') return null
  const made = functionOf(binding.node, call.expression.text)
  const record = made && returned(made)
  if (made === null || record === null) return null
  const values = new Map<string, Piece>()
  let isWhole = true
  for (const [index, { name, initializer }] of made.parameters.entries()) {
    // An object of several values: the function knows what to make of it.
    if (!ts.isIdentifier(name)) return calledAsItIs(call, caller, outer)
    const given = call.arguments[index]
    if (given !== undefined) values.set(name.text, pieceOf(given, caller, outer))
    else if (initializer !== undefined) values.set(name.text, pieceOf(initializer, binding.module, new Map()))
    else isWhole = false
  }
  // What the function makes on its way, or of what it is not given, stays there: the loop calls it.
  if (!isWhole || hasLocals(made)) return calledAsItIs(call, caller, outer)
  if (ts.isCallExpression(record)) return adapterOfCall(record, binding.module, values)
  const adapter = propertyOf(record, 'adapter')
  if (adapter === null) return null
  // `const adapter = …` in front of the record.
  const local = ts.isIdentifier(adapter) ? localValue(made, adapter.text) : null
  return pieceOf(local ?? adapter, binding.module, values)
}

function calledAsItIs(call: ts.CallExpression, caller: SourceModule, outer: Values): Piece {
  const { text, needs } = pieceOf(call, caller, outer)
  return { text: `${text}.adapter`, needs }
}

/** Besides `const adapter = …`. */
function hasLocals({ body }: ts.ArrowFunction | ts.FunctionDeclaration): boolean {
  if (body === undefined || !ts.isBlock(body)) return false
  return body.statements.some((statement) => {
    if (ts.isReturnStatement(statement)) return false
    if (!ts.isVariableStatement(statement)) return true
    return statement.declarationList.declarations.some(({ name }) => name.getText() !== 'adapter')
  })
}

/** The expression as it is written, with values in the place of names. */
function pieceOf(node: ts.Expression, module: SourceModule, values: Values): Piece {
  const start = node.getStart()
  const needs: (readonly [string, SourceModule])[] = []
  let text = ''
  let copied = start
  const visit = (child: ts.Node): void => {
    if (ts.isIdentifier(child) && !isMemberName(child)) {
      const value = values.get(child.text)
      if (value === undefined) needs.push([child.text, module])
      else {
        const isShorthand = ts.isShorthandPropertyAssignment(child.parent)
        text +=
          module.source.text.slice(copied, child.getStart()) +
          (isShorthand ? `${child.text}: ` : '') +
          value.text
        copied = child.end
        needs.push(...value.needs)
      }
    }
    ts.forEachChild(child, visit)
  }
  visit(node)
  return { text: text + module.source.text.slice(copied, node.end), needs }
}

function functionOf(statement: ts.Statement, name: string): ts.ArrowFunction | ts.FunctionDeclaration | null {
  if (ts.isFunctionDeclaration(statement)) return statement
  if (!ts.isVariableStatement(statement)) return null
  const declared = statement.declarationList.declarations.find(
    (one) => ts.isIdentifier(one.name) && one.name.text === name,
  )
  return declared?.initializer !== undefined && ts.isArrowFunction(declared.initializer)
    ? declared.initializer
    : null
}

function returned({
  body,
}: ts.ArrowFunction | ts.FunctionDeclaration): ts.ObjectLiteralExpression | ts.CallExpression | null {
  if (body === undefined) return null
  const value = ts.isBlock(body) ? body.statements.find(ts.isReturnStatement)?.expression : body
  const bare = value !== undefined && ts.isParenthesizedExpression(value) ? value.expression : value
  return bare !== undefined && (ts.isObjectLiteralExpression(bare) || ts.isCallExpression(bare)) ? bare : null
}

function localValue({ body }: ts.ArrowFunction | ts.FunctionDeclaration, name: string): ts.Expression | null {
  if (body === undefined || !ts.isBlock(body)) return null
  for (const statement of body.statements)
    if (ts.isVariableStatement(statement))
      for (const declared of statement.declarationList.declarations)
        if (ts.isIdentifier(declared.name) && declared.name.text === name) return declared.initializer ?? null
  return null
}

function propertyOf(record: ts.ObjectLiteralExpression, name: string): ts.Expression | null {
  for (const property of record.properties) {
    if (ts.isPropertyAssignment(property) && property.name.getText() === name) return property.initializer
    if (ts.isShorthandPropertyAssignment(property) && property.name.text === name) return property.name
  }
  return null
}

function isText(node: ts.Expression, text: string): boolean {
  return ts.isStringLiteralLike(node) && node.text === text
}
