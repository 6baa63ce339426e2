import ts from 'typescript'

/** Where a mutant is in its file, in words that survive an edit elsewhere. */
export interface Location {
  /** `Class.method`, `outer.inner`, a class field or a variable of the module; `(module)` if there is none of these. */
  readonly function: string
  /** Whether it can change nothing but the words of a message, as far as its place and its text say. */
  readonly isMessage: boolean
}

const sources = new Map<string, ts.SourceFile>()

/** `line` and `column` count from 1. The same `text` is parsed once. */
export function locate(text: string, line: number, column: number): Location {
  let source = sources.get(text)
  if (source === undefined) {
    source = ts.createSourceFile('reference.ts', text, ts.ScriptTarget.Latest, true)
    sources.set(text, source)
  }
  const position = source.getPositionOfLineAndCharacter(line - 1, column - 1)
  const chain = [...ancestors(innermost(source, position))]
  const names = chain.map(nameOf).filter((name) => name !== null)
  return {
    function: names.length === 0 ? '(module)' : names.reverse().join('.'),
    isMessage: chain.some(isMessage) || /^(describe|log[A-Z])/.test(names.at(-1) ?? ''),
  }
}

/** The names of every place in a file that `locate` can return. */
export function placesIn(text: string): ReadonlySet<string> {
  const source = ts.createSourceFile('reference.ts', text, ts.ScriptTarget.Latest, true)
  const places = new Set(['(module)'])
  const visit = (node: ts.Node, outer: string): void => {
    const name = nameOf(node)
    const place = name === null ? outer : [outer, name].filter((part) => part !== '').join('.')
    if (name !== null) places.add(place)
    node.forEachChild((child) => visit(child, place))
  }
  visit(source, '')
  return places
}

function innermost(node: ts.Node, position: number): ts.Node {
  const child = node.forEachChild((one) =>
    one.getStart() <= position && position < one.getEnd() ? one : undefined,
  )
  return child === undefined ? node : innermost(child, position)
}

function* ancestors(node: ts.Node): Iterable<ts.Node> {
  for (let one = node; !ts.isSourceFile(one); one = one.parent) yield one
}

function nameOf(node: ts.Node): string | null {
  if (ts.isConstructorDeclaration(node)) return 'constructor'
  const isMember = ts.isClassElement(node) && node.name !== undefined
  const isDeclared = ts.isFunctionDeclaration(node) || ts.isClassLike(node)
  if (isMember || isDeclared) return node.name?.getText() ?? null
  if (!ts.isVariableDeclaration(node)) return null
  const { initializer } = node
  const isOfModule = ts.isSourceFile(node.parent.parent.parent)
  const isFunction =
    initializer !== undefined && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer))
  return isOfModule || isFunction ? node.name.getText() : null
}

/** A sentence, or a text that is handed to the constructor of an error. A name or a code has no blank in it. */
function isMessage(node: ts.Node): boolean {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
    if (/\S \S/.test(node.text)) return true
  } else if (!ts.isTemplateExpression(node)) return false
  return isHandedToAnError(node) || (ts.isTemplateExpression(node) && /[a-z] /.test(node.getText()))
}

function isHandedToAnError(text: ts.Node): boolean {
  for (const node of ancestors(text))
    if (ts.isNewExpression(node)) return /(Error|Group)$/.test(node.expression.getText())
    else if (ts.isStatement(node)) return false
  return false
}
