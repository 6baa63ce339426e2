import { readFileSync } from 'node:fs'
import { sourceFiles } from './source-files.ts'

/** A line of a file in the repository. */
export interface FaultSource {
  readonly file: string
  readonly line: number
}

const folder = 'conformance/self-test/faults/'
const sources = new Map<string, FaultSource>()

/** The name under which a module exports a fault: `runs-callbacks-in-reverse` is `runsCallbacksInReverse`. */
export function exportedName(fault: string): string {
  return fault.replaceAll(/-(.)/g, (_hyphen, letter: string) => letter.toUpperCase())
}

/** The file and the line that export the fault of that name. */
export function sourceOfFault(name: string): FaultSource {
  if (sources.size === 0) readAll()
  const exported = exportedName(name)
  const source = sources.get(exported)
  if (source === undefined) throw new Error(`${folder} has no line \`export const ${exported} = fault(\`.`)
  return source
}

function readAll(): void {
  for (const file of sourceFiles().filter((one) => one.startsWith(folder)))
    for (const [index, text] of readFileSync(file, 'utf8').split('\n').entries()) {
      const exported = /^export const (\w+) = fault\(/.exec(text)?.[1]
      if (exported !== undefined) sources.set(exported, { file, line: index + 1 })
    }
}
