import { specification } from '../../spec/index.ts'
import { keyOf, selectChecks, type AdapterFacts, type Check, type Filter } from '../harness/index.ts'
import { inOrderOfRequirement } from '../in-order-of-requirement.ts'
import { suite } from '../suite/index.ts'
import { UsageError } from './errors.ts'
import { readText } from './read-text.ts'

/** The checks that another program has chosen, from those that `--checks` prints. */
export interface Selection {
  /** In the order in which they are to run, as far as the clauses allow. */
  readonly checks: readonly { readonly clause: string; readonly situation: string }[]
  /** The clauses that are expected to fail. Their failure explains no other one. */
  readonly expected: readonly string[]
}

const shape = '{ "checks": [{ "clause": "…", "situation": "…" }], "expected": ["<clause>"] }'

/** Reads a selection. Throws UsageError if the file is not one. */
export function readSelection(file: string): Selection {
  let found: unknown
  try {
    found = JSON.parse(readText(file))
  } catch (error) {
    throw new UsageError(
      `The selection ${file} cannot be read: ${(error as Error).message}\nExpected: ${shape}`,
    )
  }
  if (isSelection(found)) return found
  throw new UsageError(`The selection ${file} is not a list of checks.\nExpected: ${shape}`)
}

function isSelection(value: unknown): value is Selection {
  const { checks, expected } = (value ?? {}) as Partial<Record<keyof Selection, unknown>>
  const isCheck = (one: unknown): boolean => {
    const { clause, situation } = (one ?? {}) as Record<string, unknown>
    return typeof clause === 'string' && typeof situation === 'string'
  }
  return (
    Array.isArray(checks) &&
    checks.every(isCheck) &&
    Array.isArray(expected) &&
    expected.every((one) => typeof one === 'string')
  )
}

/** The suite with the checks of the selection first, in its order. */
export function suiteInOrder({ checks }: Selection): Check[] {
  const places = new Map(checks.map((one, index) => [keyOf(one as Check), index]))
  const placeOf = (check: Check): number => places.get(keyOf(check)) ?? Infinity
  const [chosen, others] = [
    suite.filter((check) => placeOf(check) < Infinity),
    suite.filter((check) => placeOf(check) === Infinity),
  ]
  return [...chosen.sort((a, b) => placeOf(a) - placeOf(b)), ...others]
}

/** The filter of a selection: nothing is filtered if it has every check that applies. */
export function filterOf({ checks }: Selection, facts: AdapterFacts): Filter {
  const only = new Set(checks.map((one) => keyOf(one as Check)))
  const applying = selectChecks(suite, specification, facts)
  return applying.every((check) => only.has(keyOf(check))) ? {} : { only }
}

/** The checks that apply, in the order in which a reader or a program goes through them. */
export function inReadingOrder(checks: readonly Check[]): Check[] {
  return inOrderOfRequirement(checks, specification)
}
