/** How many cases are tried to find a smaller one. */
const mostTries = 60

/**
 * Looks for smaller choices with which a check still fails. No choice is larger than the given one. `fails` runs one case, and the
 * last choices for which it returns true are the smallest. Choices that do not matter stay as they are.
 */
export async function shrinkChoices(
  choices: readonly number[],
  matters: readonly boolean[],
  fails: (choices: readonly number[]) => Promise<boolean>,
): Promise<void> {
  // It takes milliseconds to load, and most loops never need it.
  const { fc } = await import('./fast-check.generated.ts')
  let tries = 0
  const property = fc.asyncProperty(
    fc.tuple(
      ...choices.map((max, position) => (matters[position] === true ? fc.nat({ max }) : fc.constant(max))),
    ),
    async (tried) => {
      // The given case has failed already. After the last try, nothing counts as a failure.
      const failed = tries === 0 || (tries <= mostTries && (await fails(tried)))
      tries++
      return !failed
    },
  )
  await fc.check(property, { examples: [[[...choices]]], numRuns: 1, seed: 1 })
}
