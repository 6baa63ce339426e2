import { asyncioApi, VirtualEventLoop } from '../../reference/index.ts'
import { fc } from '../harness/fast-check.generated.ts'
import type { Candidate, FoundProgram, ProgramSearch } from '../harness/index.ts'
import { programs } from './arbitrary.ts'
import { hasExactClock } from './exact-clock.ts'
import { interpret, type Machine } from './interpret.ts'
import { wholeLanguage, type Language } from './language.ts'
import { liberties } from './liberties.ts'
import { printProgram } from './print.ts'
import type { Program } from './program.ts'

/** How many milliseconds, and how many programs, it may take to find a shorter program that differs. */
const shrinkForMs = 300
const shrinkRuns = 3000

const reference: Machine = { newEventLoop: () => new VirtualEventLoop(), api: asyncioApi }

/** A program on which the two loops differ, and what each of them did. */
interface Difference {
  readonly program: Program
  readonly expected: readonly string[]
  readonly actual: readonly string[]
}

/** Runs generated programs on the reference and on the candidate until they differ. */
export async function find(search: ProgramSearch): Promise<FoundProgram | null> {
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
  return shortest === undefined ? null : describe(shortest)
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

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((what, index) => what === other[index])
}

function describe({ program, expected, actual }: Difference): FoundProgram {
  const index = expected.findIndex((what, position) => what !== actual[position])
  const event = index === -1 ? expected.length : index
  const show = (trace: readonly string[]): string => trace[event] ?? 'nothing more'
  return {
    program: printProgram(program, expected),
    event: event + 1,
    expected: show(expected),
    actual: show(actual),
  }
}
