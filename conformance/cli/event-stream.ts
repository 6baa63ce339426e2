import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import path from 'node:path'
import {
  inPython,
  specification,
  type CheckResult,
  type Level,
  type Profile,
  type Report,
} from '../../spec/index.ts'
import { keyOf, ledgerClauses, ledgerSituation, type AdapterFacts, type Check } from '../harness/index.ts'
import { plain, plainJson } from '../report/plain-text.ts'
import { suiteVersion } from '../version.ts'
import { UsageError } from './errors.ts'
import type { Output } from './options.ts'
import { write } from './terminal.ts'

/** The version of the format. It grows if a program that reads the events has to change. */
const format = 1

/** A check as the first event lists it. */
export interface ListedCheck {
  readonly clause: string
  readonly situation: string
  /** The situation in the words of Python, for a loop in Python. */
  readonly title?: string
  readonly level: Level
  readonly profile: Profile
}

/** What a stream begins with. */
export interface Beginning {
  readonly entry: string
  readonly facts: AdapterFacts
  readonly checks: readonly ListedCheck[]
}

/**
 * The run as it goes, for programs: `--reporter events`. Each line is a JSON object with a member `event`: one `begin` with the checks
 * that are going to run, a `result` for each that is settled, with the members of a row of the report, and one `end`. A check gets a
 * second result, with `late`, if it turns out later that it fails. Before the end comes a `program` for each failure of a loop in Python
 * that left one.
 */
export class EventStream {
  /** The checks that are going to run. */
  checks: readonly ListedCheck[] = []
  readonly #outputs: readonly Output[]
  readonly #files: readonly number[]
  #written: Promise<void> = Promise.resolve()
  readonly #told = new Map<string, CheckResult['status']>()

  /** Throws UsageError if a file cannot be written. */
  constructor(outputs: readonly Output[]) {
    this.#outputs = outputs.filter(({ reporter }) => reporter === 'events')
    this.#files = this.#outputs.flatMap(({ file }) => (file === null ? [] : [open(file)]))
  }

  get isWanted(): boolean {
    return this.#outputs.length > 0
  }

  begin({ entry, facts, checks }: Beginning): void {
    this.checks = checks
    const { name, version = null, profiles = [], python } = facts
    this.#write({
      event: 'begin',
      format,
      kit: { version: suiteVersion, contract: specification.version },
      candidate: { name, version, entry, profiles: ['core', ...profiles], ...(python && { python }) },
      checks,
    })
  }

  row(row: CheckResult): void {
    this.#told.set(keyOfRow(row), row.status)
    this.#write({ event: 'result', ...row })
  }

  /** Tells the rows that are not as they were told, or were not told, and the end. */
  end({ results, verdict, partial, findings, durationMs }: Report): void {
    for (const row of results)
      if (
        row.status !== 'skip' &&
        row.status !== 'untestable' &&
        this.#told.get(keyOfRow(row)) !== row.status
      )
        this.#write({ event: 'result', late: true, ...row })
    for (const { clause, situation, program } of results)
      if (program !== undefined) this.#write({ event: 'program', clause, situation, program })
    this.#write({ event: 'end', verdict, partial, findings, durationMs })
  }

  /** Resolves when everything has left the process. */
  async close(): Promise<void> {
    await this.#written
    for (const file of this.#files) closeSync(file)
  }

  #write(event: object): void {
    const line = `${plainJson(JSON.stringify(plain(event)))}\n`
    for (const file of this.#files) writeSync(file, line)
    if (this.#files.length < this.#outputs.length) this.#written = write(process.stdout, line)
  }
}

/** The checks as a stream lists them. Where all of them run, so are the clauses that every check watches. */
export function listed(checks: readonly Check[], isWhole: boolean, { python }: AdapterFacts): ListedCheck[] {
  const watched = isWhole ? ledgerClauses.map((clause) => ({ clause, situation: ledgerSituation })) : []
  return [...checks, ...watched].flatMap(({ clause: id, situation }) => {
    const clause = specification.byId.get(id)
    if (clause === undefined) return []
    const title = python === undefined ? {} : { title: inPython(situation) }
    return [{ clause: id, situation, ...title, level: clause.level, profile: clause.profile }]
  })
}

function keyOfRow({ clause, situation }: CheckResult): string {
  return keyOf({ clause, situation } as Pick<Check, 'clause' | 'situation'>)
}

function open(file: string): number {
  try {
    mkdirSync(path.dirname(path.resolve(file)), { recursive: true })
    return openSync(file, 'w')
  } catch (error) {
    throw new UsageError(`The events cannot be written to ${file}: ${(error as Error).message}`)
  }
}
