import type { ReportedProgram } from '../../spec/index.ts'
import type { FoundProgram } from '../harness/index.ts'
import type { Program } from './program.ts'

/** How many milliseconds, and how many programs, it may take to find a shorter program that differs. */
export const shrinkForMs = 300
export const shrinkRuns = 3000

/** A program on which two loops differ, and what each of them did. */
export interface Difference {
  readonly program: Program
  readonly expected: readonly string[]
  readonly actual: readonly string[]
}

export function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((what, index) => what === other[index])
}

/** The program in words, and the first event in which its runs differ. */
export function foundProgram(
  { program, expected, actual }: Difference,
  print: (program: Program, expected: readonly string[]) => ReportedProgram,
): FoundProgram {
  const index = expected.findIndex((what, position) => what !== actual[position])
  const event = index === -1 ? expected.length : index
  const show = (trace: readonly string[]): string => trace[event] ?? 'nothing more'
  return {
    program: print(program, expected),
    event: event + 1,
    expected: show(expected),
    actual: show(actual),
  }
}
