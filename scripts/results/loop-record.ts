import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import type { Profile } from '../../spec/index.ts'
import { Problem } from '../problem.ts'

/** The folder with a folder for each loop. */
export const loopsFolder = 'loops'

export const loopKinds = ['asyncio', 'native', 'gui', 'framework', 'clock', 'patch', 'browser'] as const
export type LoopKind = (typeof loopKinds)[number]

/** `loops/<name>/loop.json`: how a loop is installed, and what it is asked for. `loops/loop.schema.json` describes each member. */
export interface LoopRecord {
  readonly name: string
  readonly about: string
  readonly kind: LoopKind
  readonly entry: string
  readonly package?: string
  readonly runs: readonly RecordedRun[]
  readonly with?: readonly string[]
  readonly distribution?: boolean
  readonly system?: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  readonly under?: readonly string[]
  readonly profiles: readonly Profile[]
  readonly alive: boolean
  readonly repository?: string
  readonly issues?: string
  readonly claims?: { readonly text: string; readonly source: string }
  readonly note?: string
}

/** A version of the loop, and the interpreters that judge it. */
export interface RecordedRun {
  /** Absent if it is the version of the interpreter. */
  readonly version?: string
  readonly released?: string
  readonly python?: readonly string[]
  readonly pyodide?: readonly string[]
  readonly with?: readonly string[]
}

/** A loop that cannot be judged here, or that is not a loop of its own. */
export interface NotJudged {
  readonly name: string
  readonly package?: string
  readonly repository?: string
  /** One sentence. */
  readonly why: string
}

/** Every record, in the order of the kinds, asyncio first. Throws a Problem for one that is not valid. */
export function readRecords(): readonly LoopRecord[] {
  const isRecord = new Ajv2020({ allErrors: true, formats: { date: true, uri: true } }).compile(
    readJson(path.join(loopsFolder, 'loop.schema.json')) as object,
  )
  const names = readdirSync(loopsFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
  const records = names.map((name): LoopRecord => {
    const file = path.join(loopsFolder, name, 'loop.json')
    if (!existsSync(file))
      throw new Problem(`loops/${name} has no loop.json. Write the record, or remove the folder.`)
    const record = readJson(file)
    if (!isRecord(record))
      throw new Problem(`${file} is not a record: ${describeErrors(isRecord.errors ?? [])}`)
    const valid = record as LoopRecord
    if (valid.name !== name)
      throw new Problem(`${file} has the name ${valid.name}. Expected: ${name}, as the folder.`)
    return valid
  })
  return records.sort((a, b) => rankOf(a) - rankOf(b) || a.name.localeCompare(b.name, 'en'))
}

/** The loops that are not judged, each with the reason. */
export function readNotJudged(): readonly NotJudged[] {
  return readJson(path.join(loopsFolder, 'not-judged.json')) as readonly NotJudged[]
}

/** What the command line is given for a loop. The path of a file begins in the folder of the record. */
export function entryOf({ name, entry, runs }: LoopRecord): string {
  const way = runs.some(({ pyodide }) => pyodide !== undefined) ? 'pyodide' : 'python'
  const [, file, rest = ''] = /^(.*\.py)(:.*)?$/.exec(entry) ?? []
  return file === undefined ? `${way}:${entry}` : `${way}:${path.posix.join(loopsFolder, name, file)}${rest}`
}

function rankOf({ kind }: LoopRecord): number {
  return loopKinds.indexOf(kind)
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new Problem(`${file} cannot be read as JSON: ${(error as Error).message}`)
  }
}

function describeErrors(errors: readonly { instancePath: string; message?: string }[]): string {
  return errors.map(({ instancePath, message = '' }) => `${instancePath} ${message}`.trim()).join('; ')
}
