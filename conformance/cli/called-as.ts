/** How the command was called: with npx, or by the Python package `loop_conformance`, which says so in the environment. */
import { asWord } from '../harness/as-word.ts'
import { UsageError } from './errors.ts'

export interface CalledAs {
  /** The words that begin a command line, such as `npx loop-conformance`. */
  readonly command: string
  /** The interpreter that called. Its candidates need no `python:`, and run in it. Null if it was no interpreter. */
  readonly interpreter: string | null
}

const { LOOP_CONFORMANCE_PYTHON: interpreter, LOOP_CONFORMANCE_COMMAND: command } = process.env

export const calledAs: CalledAs =
  interpreter === undefined || interpreter === ''
    ? { command: 'npx loop-conformance', interpreter: null }
    : { command: command ?? 'loop-conformance', interpreter }

const namesWay = /^(python|pyodide):/

/** The entry of a candidate as the kit knows it: an interpreter that calls may leave out `python:`. Throws UsageError. */
export function entryOf(word: string, by = calledAs): string {
  if (by.interpreter === null || namesWay.test(word)) return word
  if (/\.[cm]?[jt]sx?$/.test(word))
    throw new UsageError(
      `${by.command} judges loops in Python.\nFound:    ${word}\n` +
        `Expected: <module or file>[:<callable>], such as uvloop:new_event_loop. The package of npm judges this file.`,
    )
  return `python:${word}`
}

/** The entry as the user of the command types it. */
export function typed(entry: string, by = calledAs): string {
  return by.interpreter === null ? entry : entry.replace(/^python:/, '')
}

/** The value of `--python` for a candidate: what was given, or else the interpreter that called. */
export function interpreterFor(entry: string, given: string | undefined, by = calledAs): string | undefined {
  if (given !== undefined || by.interpreter === null) return given
  return entry.startsWith('python:') ? by.interpreter : undefined
}

/** A command line to copy. The words are quoted where a shell needs it. */
export function commandLine(words: readonly string[], by = calledAs): string {
  return [by.command, ...words.map(asWord)].join(' ')
}
