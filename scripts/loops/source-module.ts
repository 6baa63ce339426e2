import { readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'

/** What a name at the top of a module stands for: a declaration there, or an import. */
export type Binding =
  | {
      readonly kind: 'declared'
      readonly name: string
      readonly node: ts.Statement
      readonly module: SourceModule
    }
  | { readonly kind: 'imported'; readonly from: string; readonly name: string; readonly isType: boolean }

/** A TypeScript file, as far as it takes to cut declarations out of it. */
export class SourceModule {
  static readonly #known = new Map<string, SourceModule>()

  /** The module of that file; each file is read once. */
  static of(file: string): SourceModule {
    const known = SourceModule.#known.get(file) ?? new SourceModule(file)
    SourceModule.#known.set(file, known)
    return known
  }

  readonly file: string
  readonly source: ts.SourceFile
  readonly #bindings = new Map<string, Binding>()

  private constructor(file: string) {
    this.file = file
    this.source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true)
    for (const statement of this.source.statements) this.#bind(statement)
  }

  /** What the name stands for here, followed through modules of the self-test; undefined for a global or a local name. */
  resolve(name: string): Binding | undefined {
    const binding = this.#bindings.get(name)
    if (binding?.kind !== 'imported') return binding
    const target = path.join(path.dirname(this.file), binding.from)
    if (!target.startsWith('conformance/self-test/')) return { ...binding, from: target }
    return SourceModule.of(target).resolve(binding.name)
  }

  #bind(statement: ts.Statement): void {
    if (ts.isImportDeclaration(statement)) this.#bindImports(statement)
    else if (ts.isVariableStatement(statement))
      for (const { name } of statement.declarationList.declarations) {
        if (ts.isIdentifier(name)) this.#declare(name.text, statement)
        else
          for (const element of name.elements)
            if (ts.isBindingElement(element) && ts.isIdentifier(element.name))
              this.#declare(element.name.text, statement)
      }
    else if (
      ts.isClassDeclaration(statement) ||
      ts.isFunctionDeclaration(statement) ||
      ts.isInterfaceDeclaration(statement) ||
      ts.isTypeAliasDeclaration(statement)
    ) {
      if (statement.name !== undefined) this.#declare(statement.name.text, statement)
    }
  }

  #declare(name: string, node: ts.Statement): void {
    this.#bindings.set(name, { kind: 'declared', name, node, module: this })
  }

  #bindImports({ importClause, moduleSpecifier }: ts.ImportDeclaration): void {
    const from = (moduleSpecifier as ts.StringLiteral).text
    const named = importClause?.namedBindings
    if (named === undefined) return
    if (ts.isNamespaceImport(named)) {
      this.#bindings.set(named.name.text, { kind: 'imported', from, name: '*', isType: false })
      return
    }
    for (const { name, propertyName, isTypeOnly } of named.elements) {
      const isType = isTypeOnly || importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
      this.#bindings.set(name.text, { kind: 'imported', from, name: propertyName?.text ?? name.text, isType })
    }
  }
}

/** Every name that occurs in the node and could be one of the module's. */
export function namesIn(node: ts.Node): Set<string> {
  const names = new Set<string>()
  const visit = (child: ts.Node): void => {
    if (ts.isIdentifier(child) && !isMemberName(child)) names.add(child.text)
    ts.forEachChild(child, visit)
  }
  visit(node)
  return names
}

/** A name after a dot, or of a member: it stands for nothing at the top of a module. */
export function isMemberName(node: ts.Identifier): boolean {
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node
  if (ts.isQualifiedName(parent)) return parent.right === node
  return (
    (ts.isMethodDeclaration(parent) ||
      ts.isPropertyDeclaration(parent) ||
      ts.isPropertySignature(parent) ||
      ts.isPropertyAssignment(parent)) &&
    parent.name === node
  )
}
