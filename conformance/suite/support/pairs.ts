import { show, type CheckContext } from '../../harness/index.ts'

/** The two things that a call has returned. The check fails if it has returned something else; `members` says what is expected. */
export function pairOf<A, B>(
  t: CheckContext,
  returned: readonly [A, B],
  call: string,
  members = 'a transport and a protocol',
): readonly [A, B] {
  const value: unknown = returned
  const isList = typeof value === 'object' && value !== null && Symbol.iterator in value
  const found = isList ? [...(value as Iterable<unknown>)] : []
  if (found.length === 2 && found.every((one) => one !== null && one !== undefined))
    return found as unknown as readonly [A, B]
  return t.fail({
    message: `${call} did not return ${members}.`,
    expected: `${call} returns ${members}`,
    actual: `it returned ${show(value)}`,
  })
}
