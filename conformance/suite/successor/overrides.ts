/** What a loop in Python overrides, held against what its CPython passes. Nothing runs: the signatures say it. */
import { check, type Check, type CheckContext } from '../../harness/index.ts'

export const successorOverridesChecks: readonly Check[] = [
  check(
    'successor.private-override-takes-what-is-passed',
    'the private methods of the loop, its servers and its transports',
    (t) => {
      takesWhatIsPassed(t, true)
    },
  ),
  check('successor.public-override-takes-what-is-passed', 'the public methods of the loop', (t) => {
    takesWhatIsPassed(t, false)
  }),
]

function takesWhatIsPassed(t: CheckContext, isPrivate: boolean): void {
  const refused = t.instruments.refusedOverrides().filter((one) => one.isNow && one.isPrivate === isPrivate)
  const [first] = refused
  if (first === undefined) return
  const others = [...new Set(refused.map(({ method }) => method))].filter((method) => method !== first.method)
  t.fail({
    message:
      `${first.method} refuses what asyncio passes: ${first.why}.` +
      (others.length === 0 ? '' : ` So ${others.length === 1 ? 'does' : 'do'} ${others.join(', ')}.`),
    expected: `It takes ${first.call}, as ${first.by} calls it.`,
    actual: first.why,
    ...(first.place === null ? {} : { at: first.place }),
    hint: first.write === null ? 'Take what is passed, or **kwargs.' : `Write: ${first.write}`,
  })
}
