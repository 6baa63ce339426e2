/** Finds what imports in a circle, in every folder of the repository. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'

export interface Import {
  readonly from: string
  readonly to: string
}

/** Every import between two files of ours, types included. Paths are relative to the root of the repository. */
export function importsBetweenFiles(): Import[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'])
  const names = String(listed)
    .split('\n')
    .filter((name) => /\.[cm]?[jt]s$/.test(name) && !name.endsWith('.generated.ts'))
  const files = new Set(names)
  return names.flatMap((from) => {
    const specifiers = read(from).matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'(\.[^']+)'/g)
    return [...specifiers].flatMap(([, specifier = '']): Import[] => {
      const to = path.posix.join(path.posix.dirname(from), specifier)
      return files.has(to) ? [{ from, to }] : []
    })
  })
}

/** Empty for a file that is deleted and not yet committed. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/**
 * The circles in each folder. The files and folders directly inside a folder are its parts; a folder includes everything in
 * it. So a circle of files and a circle of folders are both found, in the innermost folder that contains the circle.
 * Printed as `folder: part, part`.
 */
export function circles(imports: readonly Import[]): string[] {
  const folders = new Set(imports.flatMap(({ from, to }) => [...parents(from), ...parents(to)]))
  return [...folders].sort().flatMap((folder) => {
    const graph = partsOf(folder, imports)
    return strongComponents(graph).map((parts) => `${folder}: ${parts.sort().join(', ')}`)
  })
}

function parents(file: string): string[] {
  const folder = path.posix.dirname(file)
  return folder === '.' ? ['.'] : [folder, ...parents(folder)]
}

/** Which part of the folder imports which. */
function partsOf(folder: string, imports: readonly Import[]): Map<string, Set<string>> {
  const prefix = folder === '.' ? '' : `${folder}/`
  const partOf = (file: string): string | null =>
    file.startsWith(prefix) ? (file.slice(prefix.length).split('/')[0] ?? null) : null
  const graph = new Map<string, Set<string>>()
  for (const { from, to } of imports) {
    const [importer, imported] = [partOf(from), partOf(to)]
    if (importer === null || imported === null || importer === imported) continue
    graph.set(importer, (graph.get(importer) ?? new Set()).add(imported))
  }
  return graph
}

/** The groups of two or more nodes that all reach one another. */
function strongComponents(graph: ReadonlyMap<string, ReadonlySet<string>>): string[][] {
  const reach = new Map([...graph.keys()].map((node) => [node, reachable(node, graph)]))
  const groups = new Map<string, string[]>()
  for (const [node, others] of reach) {
    if (!others.has(node)) continue
    const group = [...others].filter((other) => reach.get(other)?.has(node) === true).sort()
    groups.set(group.join(), group)
  }
  return [...groups.values()]
}

function reachable(start: string, graph: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const found = new Set<string>()
  const open = [start]
  for (let node = open.pop(); node !== undefined; node = open.pop())
    for (const next of graph.get(node) ?? [])
      if (!found.has(next)) {
        found.add(next)
        open.push(next)
      }
  return found
}
