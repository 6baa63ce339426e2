import { asyncioApi, VirtualEventLoop } from '../../reference/index.ts'
import { fc } from '../harness/fast-check.generated.ts'
import type { Candidate, FoundProgram, ProgramSearch } from '../harness/index.ts'
import { programs } from './arbitrary.ts'
import { foundProgram, isSame, shrinkForMs, shrinkRuns, type Difference } from './difference.ts'
import { hasExactClock } from './exact-clock.ts'
import { interpret, type Machine } from './interpret.ts'
import { wholeLanguage, type Language } from './language.ts'
import { liberties } from './liberties.ts'
import { printProgram } from './print.ts'
import type { Program } from './program.ts'

const reference: Machine = { newEventLoop: () => new VirtualEventLoop(), api: asyncioApi }

/** Runs generated programs on the reference and on the candidate until they differ. */
export async function findInJavaScript(search: ProgramSearch): Promise<FoundProgram | null> {
  const { candidate, now, seed, programs: count, onProgram } = search
  const language = languageOf(candidate, await hasExactClock(candidate, now))
  const found: Difference[] = []
  let number = 0
  let runs = 0
  let until = 0
  const property = fc.asyncProperty(programs(language), async (program) => {
    if (found.length === 0) onProgram?.(++number)
    else if (++runs > shrinkRuns || now() > until) return true
    const difference = await compareOn(program, candidate, language)
    if (difference === null) return true
    if (found.length === 0) until = now() + shrinkForMs
    found.push(difference)
    return false
  })
  await fc.check(property, { seed, numRuns: count })
  const shortest = found.at(-1)
  return shortest === undefined ? null : foundProgram(shortest, printProgram)
}

/**
 * What the contract specifies, as far as the candidate claims it and its clock lets it be compared. Without the messages of
 * cancellations: which of several requests gives its message is unspecified, and clauses are about the rest.
 */
function languageOf({ adapter }: Candidate, exactClock: boolean): Language {
  const eager = adapter.profiles?.includes('eager') === true
  return {
    ...wholeLanguage,
    messages: false,
    timers: exactClock,
    eager,
    eagerNames: eager,
    eagerStart: eager,
  }
}

/** Null if the loops do the same, or if the contract leaves open what the program does. */
async function compareOn(
  program: Program,
  candidate: Candidate,
  language: Language,
): Promise<Difference | null> {
  const expected = await run(program, reference, language)
  const actual = await run(program, candidate, language)
  if (isSame(expected, actual)) return null
  for (const liberty of liberties) if (!isSame(expected, await run(program, liberty, language))) return null
  return { program, expected, actual }
}

async function run(program: Program, machine: Machine, language: Language): Promise<string[]> {
  // A candidate that leaves the running loop set must not spoil the reference.
  asyncioApi.setRunningLoop(null)
  try {
    return await interpret(program, machine, language)
  } catch (error) {
    return [`the program failed: ${String(error)}`]
  }
}
