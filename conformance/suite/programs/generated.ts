import { check, type Check } from '../../harness/index.ts'

/** How many checks there are, and how many programs each of them runs. A check is short, so that its deadline is far away. */
const batches = 8
const programsInEach = 25

/** Programs that the seed of the run decides. */
export const generatedChecks: readonly Check[] = Array.from({ length: batches }, (_, batch) => {
  const first = batch * programsInEach + 1
  const situation = `the programs ${String(first)} to ${String(first + programsInEach - 1)} of the seed`
  return check(
    'programs.do-what-they-do-on-asyncio',
    situation,
    async (t) => {
      const found = await t.instruments.findProgram({
        seed: seedOf(t.seed, batch),
        programs: programsInEach,
        onProgram: (number) => {
          t.waitingFor = `the generated program ${String(first - 1 + number)} to end`
        },
      })
      if (found === null) return
      const { event, expected, actual, program } = found
      t.fail({
        message: `A generated program does not do what it does on asyncio: event ${String(event)} is "${actual}" and not "${expected}".`,
        expected,
        actual,
        program,
      })
    },
    { comesLast: true },
  )
})

/** Another one for each batch and each seed of a run. */
function seedOf(seed: number, batch: number): number {
  return Math.imul(seed, 1_000_003) + batch
}
