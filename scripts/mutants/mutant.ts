import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { MutantResult } from '@stryker-mutator/api/core'

/** One change of the reference and what the suite made of it. */
export interface Mutant {
  /** The name of the file inside of `reference/`. */
  readonly file: string
  /** Of the first character that is changed, in the file as it was. */
  readonly line: number
  /** How it is listed: the file, the line and the change. No number stands in it, so that it survives an edit elsewhere. */
  readonly title: string
  readonly mutator: string
  readonly status: MutantResult['status']
  /** The check that killed it. */
  readonly killedBy: string | null
  /** What stands before it in its line. */
  readonly before: string
}

/** No file of the reference is as wide as this. */
const widest = 120

export function describeMutant(result: MutantResult, root: string): Mutant {
  const lines = readFileSync(result.fileName, 'utf8').split('\n')
  const { start, end } = result.location
  const first = lines[start.line - 1] ?? ''
  const last = end.line === start.line ? end.column - 1 : first.length
  const further = lines.slice(start.line, end.line)
  if (further.length > 0) further.push((further.pop() ?? '').slice(0, end.column - 1))
  const original = [first.slice(start.column - 1, last), ...further].join('\n')
  const file = path.relative(path.join(root, 'reference'), result.fileName)
  return {
    file,
    line: start.line,
    title: titleOf(file, first, original, result.replacement),
    mutator: result.mutatorName,
    status: result.status,
    killedBy: result.killedBy?.[0] ?? null,
    before: first.slice(0, start.column - 1),
  }
}

function titleOf(file: string, line: string, original: string, replacement: string): string {
  return `${file} ▸ ${line.trim()} ▸ ${short(original)} → ${short(replacement)}`
}

/** A block is told by its beginning and its end. */
function short(code: string): string {
  const flat = code.replaceAll(/\s+/g, ' ').trim()
  if (flat === '') return '(nothing)'
  return flat.length <= widest ? flat : `${flat.slice(0, 70)} … ${flat.slice(-30)}`
}

export function isSurvivor({ status }: Mutant): boolean {
  return status === 'Survived' || status === 'NoCoverage'
}
