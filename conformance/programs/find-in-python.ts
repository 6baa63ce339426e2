import { fc } from '../harness/fast-check.generated.ts'
import type { FoundProgram, ProgramSearch } from '../harness/index.ts'
import { programs } from './arbitrary.ts'
import { foundProgram, shrinkForMs, shrinkRuns, type Difference } from './difference.ts'
import { wholeLanguage, type Language } from './language.ts'
import { printPython } from './print-python.ts'
import type { Program } from './program.ts'
import { programRunSource, programsSource } from './python-sources.generated.ts'

/** What runs the programs, each module after what it imports. */
const modules = {
  loop_conformance_program_run: programRunSource,
  loop_conformance_programs: programsSource,
}

/** Runs generated programs on the candidate and on asyncio's own loop, in its interpreter, until they differ. */
export async function findInPython(search: ProgramSearch): Promise<FoundProgram | null> {
  const { candidate, now, seed, programs: count, onProgram } = search
  const { adapter } = candidate
  const compare = (some: readonly Program[]): [number, Difference] | null => {
    const found = adapter.comparePrograms?.(JSON.stringify(some.map(withVariables)), modules) ?? null
    if (found === null) return null
    const [index, expected, actual] = found
    return [index, { program: some[index] as Program, expected, actual }]
  }
  const arbitrary = programs(languageOfPython(adapter.python?.version ?? ''))
  onProgram?.(1)
  const first = compare(fc.sample(arbitrary, { seed, numRuns: count }))
  if (first === null) return null
  let [before, shortest] = first
  let runs = 0
  const until = now() + shrinkForMs
  const property = fc.asyncProperty(arbitrary, (program) => {
    // The same programs come in the same order.
    if (before-- > 0 || ++runs > shrinkRuns || now() > until) return Promise.resolve(true)
    const [, difference] = compare([program]) ?? []
    shortest = difference ?? shortest
    return Promise.resolve(difference === undefined)
  })
  await fc.check(property, { seed, numRuns: count })
  return foundProgram(shortest, printPython)
}

function withVariables(program: Program): Program & { readonly variables: readonly string[] } {
  const text = JSON.stringify(program)
  return { ...program, variables: ['v0', 'v1'].filter((name) => text.includes(`"set","variable":"${name}"`)) }
}

/** What an interpreter has. Both loops are in the same interpreter, so its defects are the same in both. */
function languageOfPython(version: string): Language {
  const minor = Number(version.split('.')[1] ?? 0)
  return {
    ...wholeLanguage,
    timers: false,
    dueTimers: false,
    // uvloop runs what is ready by then before a run ends.
    stops: false,
    fatal: false,
    messages: false,
    timeouts: minor >= 11,
    uncancel: minor >= 11,
    groups: minor >= 11,
    eager: minor >= 12,
    eagerNames: minor >= 12,
    eagerStart: minor >= 14,
  }
}
