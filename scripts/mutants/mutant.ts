import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { MutantResult } from '@stryker-mutator/api/core'
import { locate } from './enclosing-function.ts'

/** One change of the reference and what the suite made of it. */
export interface Mutant {
  /** The name of the file inside of `reference/`. */
  readonly file: string
  /** Where the change begins, in the file without it. */
  readonly line: number
  /** `Class.method`, or `(module)`. */
  readonly function: string
  /** For people: the file, the line and the change. */
  readonly title: string
  readonly mutator: string
  readonly status: MutantResult['status']
  /** The check that killed it. */
  readonly killedBy: string | null
  /** It can change nothing but the words of a message. */
  readonly isMessage: boolean
}

/** No file of the reference is as wide as this. */
const widest = 120

export function describeMutant(result: MutantResult, root: string): Mutant {
  const text = readFileSync(result.fileName, 'utf8')
  const lines = text.split('\n')
  const { start, end } = result.location
  const first = lines[start.line - 1] ?? ''
  const last = end.line === start.line ? end.column - 1 : first.length
  const further = lines.slice(start.line, end.line)
  if (further.length > 0) further.push((further.pop() ?? '').slice(0, end.column - 1))
  const original = [first.slice(start.column - 1, last), ...further].join('\n')
  const file = path.relative(path.join(root, 'reference'), result.fileName)
  const location = locate(text, start.line, start.column)
  return {
    file,
    line: start.line,
    function: location.function,
    title: titleOf(file, first, original, result.replacement),
    mutator: result.mutatorName,
    status: result.status,
    killedBy: result.killedBy?.[0] ?? null,
    isMessage: location.isMessage,
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
