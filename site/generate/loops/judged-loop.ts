import type { CommittedResult } from '../../../scripts/results/committed-results.ts'
import { loopKinds, type LoopKind, type LoopRecord } from '../../../scripts/results/loop-record.ts'
import { results } from './standing.ts'

/** A loop with its reports. */
export interface JudgedLoop {
  readonly name: string
  readonly record: LoopRecord
  /** The newest version first, and each version on its newest interpreter first. At least one. */
  readonly results: readonly [CommittedResult, ...CommittedResult[]]
}

/** Every loop that has a report, asyncio first, then by kind and name. */
export const judgedLoops: readonly JudgedLoop[] = [...new Set(results.map(({ loop }) => loop))].flatMap(
  (name): JudgedLoop[] => {
    const [first, ...rest] = results.filter(({ loop }) => loop === name).sort(newestFirst)
    return first === undefined ? [] : [{ name, record: first.record, results: [first, ...rest] }]
  },
)

/** The page of a loop. */
export function loopPath(name: string): string {
  return `/loops/${name}/`
}

/** Where the page of a loop explains a clause that the loop does not keep. */
export function deviationPath(loop: string, clause: string): string {
  return `${loopPath(loop)}#${anchorOf(clause)}`
}

/** Two areas have clauses of the same name, so the anchor has both. */
export function anchorOf(clause: string): string {
  return clause.replace('.', '-')
}

/** The newest version that was judged on this interpreter, if there is one. */
export function newestOn({ results: all }: JudgedLoop, python: string): CommittedResult | undefined {
  return all.find((result) => result.python === python)
}

/** The interpreters of some reports, each once, the newest first. */
export function interpreters(some: readonly CommittedResult[]): readonly string[] {
  return [...new Set(some.map(({ python }) => python))].sort((a, b) => ascending(b, a))
}

/** Whether it is asyncio's own loop, or a variant of it. */
export function isOfAsyncio({ record }: JudgedLoop): boolean {
  return record.kind === 'asyncio' || (record.package === undefined && record.name.startsWith('asyncio'))
}

/** Whether it is a loop of others that had a release lately. */
export function isLiving(loop: JudgedLoop): boolean {
  return loop.record.alive && !isOfAsyncio(loop)
}

export const kindWords: Readonly<Record<LoopKind, string>> = {
  asyncio: 'asyncio',
  native: 'Native loops',
  gui: 'GUI toolkits',
  framework: 'Inside other frameworks',
  clock: 'Clocks for tests',
  patch: 'Patches of asyncio',
  browser: 'In the browser',
}

/** The loops by kind; a kind without a loop is left out. */
export function byKind(
  loops: readonly JudgedLoop[],
): readonly (readonly [LoopKind, readonly JudgedLoop[]])[] {
  return loopKinds
    .map((kind) => [kind, loops.filter(({ record }) => record.kind === kind)] as const)
    .filter(([, some]) => some.length > 0)
}

function newestFirst(a: CommittedResult, b: CommittedResult): number {
  return rankOf(a) - rankOf(b) || ascending(b.version, a.version) || ascending(b.python, a.python)
}

/** The record lists the newest version first. A version of the interpreter is not in it. */
function rankOf({ record, version }: CommittedResult): number {
  return record.runs.findIndex((run) => run.version === version)
}

function ascending(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true })
}
