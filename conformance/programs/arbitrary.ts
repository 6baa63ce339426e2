import type { Arbitrary, WeightedArbitrary } from 'fast-check'
import { fc } from '../harness/fast-check.generated.ts'
import { actions, createTask, derivations, preparations } from './arbitrary-actions.ts'
import {
  awaitable,
  errors,
  future,
  lengthOrNull,
  lengths,
  one,
  some,
  statement,
  value,
  whole,
} from './arbitrary-parts.ts'
import { foci, weigh, type Focus } from './focus.ts'
import type { Language } from './language.ts'
import type { Action, Program, Step, Waiting } from './program.ts'
import { settle } from './settle.ts'
import { noTime } from './timeline.ts'

const made = new Map<string, Arbitrary<Program>>()

/** Programs of the language, of about 5 to 25 statements. In some of them all tasks start eagerly. */
export function programs(language: Language): Arbitrary<Program> {
  const key = JSON.stringify(language)
  const known = made.get(key) ?? makePrograms(language)
  made.set(key, known)
  return known
}

function makePrograms(language: Language): Arbitrary<Program> {
  const plain = { ...language, eager: false, eagerNames: true }
  const lazy = fc.oneof(...foci.map((focus) => programsOf(plain, focus)))
  if (!language.eager) return lazy
  return fc.oneof(some(4, lazy), some(1, programsOf(language, new Set())))
}

function programsOf(language: Language, focus: Focus): Arbitrary<Program> {
  const depth = fc.createDepthIdentifier()
  const choice = { depthIdentifier: depth, withCrossShrink: true }
  const { body, acts } = fc.letrec<{ body: Step[]; step: Step; group: Step[]; act: Action; acts: Action[] }>(
    (tie) => {
      const bodies = { steps: tie('body'), actions: tie('acts') }
      const failing = fc
        .tuple(fc.array(tie('step'), { maxLength: 2 }), statement('throw', { error: errors(language) }))
        .map(([steps, error]) => [...steps, error])
      const inGroup = createTask(
        fc.oneof(some(3, bodies.steps), some(2, failing)),
        language,
        fc.constant('k0'),
      )
      return {
        body: fc.array(tie('step'), { ...whole, maxLength: 4 }),
        step: fc.oneof(
          { ...choice, maxDepth: 3 },
          ...weigh<Step>(focus, [
            ...plainSteps(),
            ...compoundSteps(bodies.steps, tie('group'), language),
            ...actions(bodies, language),
          ]),
        ),
        group: fc.array(fc.oneof(choice, some(2, inGroup), some(1, tie('step'))), { ...whole, maxLength: 4 }),
        act: fc.oneof({ ...choice, maxDepth: 3 }, ...weigh(focus, actions(bodies, language))),
        acts: fc.array(tie('act'), { ...whole, maxLength: 3 }),
      }
    },
  )
  const program = fc.record({
    eager: fc.constant(language.eager),
    shieldReports: fc.constant(language.shieldReports),
    futures: fc.integer({ min: 1, max: 3 }),
    callbacks: fc.array(acts, { ...whole, minLength: 1, maxLength: 3 }),
    until: language.stops ? fc.option(future, { freq: 2 }) : fc.constant(null),
    main: fc.array(
      fc.oneof(choice, ...weigh(focus, preparations({ steps: body, actions: acts }, language))),
      {
        ...whole,
        minLength: 1,
        maxLength: 7,
      },
    ),
  })
  return program.map(settle)
}

function plainSteps(): WeightedArbitrary<Step>[] {
  return [
    some(40, statement('await', { of: awaitable })),
    some(16, statement('yield')),
    some(4, statement('return', { value })),
  ]
}

/** Steps that wait in other ways, and steps with bodies. */
function compoundSteps(
  body: Arbitrary<Step[]>,
  groupBody: Arbitrary<Step[]>,
  language: Language,
): WeightedArbitrary<Step>[] {
  const handler = fc.record({ body, rethrow: fc.boolean() })
  const units = lengths(language)
  const timeout = fc.constant('w0')
  const waiting: WeightedArbitrary<Waiting>[] = [
    some(8, statement('sleep', { units, value })),
    some(
      8,
      statement('wait', {
        of: fc.array(awaitable, { ...whole, minLength: 1, maxLength: 3 }),
        when: one('FIRST_COMPLETED', 'FIRST_EXCEPTION', 'ALL_COMPLETED'),
        units: language.timers
          ? lengthOrNull(language.dueTimers ? units : fc.constantFrom(0, 1, 2))
          : fc.constant(null),
      }),
    ),
    some(
      8,
      statement('waitFor', {
        of: awaitable,
        units: language.waitFor ? lengthOrNull(units) : fc.constantFrom(null, -1, noTime),
      }),
    ),
    some(
      6,
      statement('waitForCoroutine', {
        units: language.waitFor ? lengthOrNull(units) : fc.constantFrom(null, -1, noTime),
        body,
      }),
    ),
    some(16, statement('awaitDerived', { derive: fc.oneof(...derivations) })),
    ...(language.timeouts
      ? [some(12, statement('timeout', { timeout, units: lengthOrNull(units), body }))]
      : []),
    ...(language.groups
      ? [some(16, statement('taskGroup', { group: fc.constant('k0'), body: groupBody }))]
      : []),
  ]
  const attempt = statement('try', {
    body,
    caught: fc.option(handler, { freq: 4 }),
    finally: fc.option(body, { freq: 2 }),
  })
  return [...waiting, some(24, attempt)]
}
