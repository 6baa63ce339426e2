/**
 * Writes the loops of the playground's menu: the examples that run in a browser, and the faults of the self-test, each cut out of
 * its file as a module of its own.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { faults } from '../conformance/self-test/faults/index.ts'
import * as reference from '../reference/index.ts'
import * as spec from '../spec/index.ts'
import type { LoopAdapter } from '../spec/index.ts'
import type { Lack } from '../site/playground/loops/loop.ts'
import { sourceFiles } from '../conformance/self-test/source-files.ts'
import { cutOut } from './loops/cut-out.ts'
import { findFault } from './loops/find-fault.ts'
import { SourceModule } from './loops/source-module.ts'
import { Problem } from './problem.ts'

/** The names that types alone have are not in the module that runs. */
function typesOf(...files: string[]): string[] {
  return files.flatMap((file) => {
    const { statements } = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true)
    return statements.flatMap((statement): string[] => {
      const isExported =
        (ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined)?.some(
          ({ kind }) => kind === ts.SyntaxKind.ExportKeyword,
        ) === true
      if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement))
        return isExported ? [statement.name.text] : []
      if (!ts.isExportDeclaration(statement)) return []
      const { exportClause, moduleSpecifier } = statement
      if (exportClause !== undefined && ts.isNamedExports(exportClause))
        return exportClause.elements.map(({ name }) => name.text)
      const target = (moduleSpecifier as ts.StringLiteral | undefined)?.text
      return target === undefined ? [] : typesOf(path.join(path.dirname(file), target))
    })
  })
}

const publicModules = [
  {
    name: 'loop-conformance/reference',
    file: 'reference/index.ts',
    exports: new Set([...Object.keys(reference), 'Failure']),
  },
  {
    name: 'loop-conformance/spec',
    file: 'spec/index.ts',
    exports: new Set([...Object.keys(spec), ...typesOf('spec/index.ts')]),
  },
  // Of the playground's own, for what no entry of the package gives.
  {
    name: 'playground',
    file: 'site/playground/worker/workings.ts',
    exports: new Set(['NodeEventLoop', 'ReferenceContext', 'ReferenceHandle', 'state']),
  },
]

const modules = sourceFiles()
  .filter((file) => file.startsWith('conformance/self-test/faults/'))
  .map((file) => SourceModule.of(file))

const loops: { name: string; clause: string; source: string }[] = []
/** Clauses whose checks ask the host what keeps it, or how long it has been at work. */
const seenBy: Readonly<Record<string, Lack>> = {
  'lifecycle.running-loop-keeps-the-process-alive': 'pending timers',
  'lifecycle.closed-loop-leaves-the-host-alone': 'pending timers',
  'scheduling.waiting-loop-sleeps': 'working time',
}
const lacking: Record<Lack, number> = {
  sockets: 0,
  'garbage collection': 0,
  'pending timers': 0,
  'working time': 0,
}
for (const { name, clause, adapter } of faults) {
  const lack = lackOf(clause, adapter)
  if (lack !== null) {
    lacking[lack]++
    continue
  }
  const found = modules.map((module) => findFault(module, name)).find((one) => one !== null)
  const source = found === undefined ? null : cutOut(found, publicModules)
  if (source === null)
    throw new Problem(
      `The fault ${name} cannot be cut out of its file: find-fault.ts or cut-out.ts has to learn how.`,
    )
  loops.push({ name, clause, source: `${source}\n` })
}

/** A browser has no sockets, collects no garbage when it is told to, and does not say what it is doing. */
function lackOf(clause: string, { profiles = [] }: LoopAdapter): Lack | null {
  if (profiles.includes('net-real')) return 'sockets'
  return seenBy[clause] ?? (profiles.includes('gc') ? 'garbage collection' : null)
}

const examples = [
  { name: 'minimal', file: 'examples/minimal/index.ts' },
  { name: 'broken', file: 'examples/broken/index.ts' },
  { name: 'spins', file: 'site/playground/loops/spins.ts' },
].map((example) => ({ name: example.name, source: readFileSync(example.file, 'utf8') }))
const text = `// Generated from examples and conformance/self-test/faults by scripts/generate-loops.ts.
import type { ExampleLoop, FaultyLoop, Lack } from './loop.ts'

export const examples: readonly ExampleLoop[] = ${JSON.stringify(examples, null, 1)}

export const faultyLoops: readonly FaultyLoop[] = ${JSON.stringify(loops, null, 1)}

/** How many faults of the self-test are not in the menu, by what a browser lacks to judge them. */
export const lacking: Readonly<Record<Lack, number>> = ${JSON.stringify(lacking, null, 1)}
`
const file = 'site/playground/loops/loops.generated.ts'
// Also when it is the same: its date says that it is up to date.
writeFileSync(file, text)
