/** Loops whose tasks use the freedom in cancellation that the specification leaves. */
import type { Task } from '../../../reference/index.ts'
import { HearingTheFirstReason, KeepingItsLastWords, TakingItsTime } from '../../programs/liberties.ts'
import type { LegalLoop } from './legal-loop.ts'
import { loopOf } from '../fault.ts'

function legal(name: string, tasks: typeof Task): LegalLoop {
  const Loop = loopOf({ tasks })
  return { name, newEventLoop: () => new Loop() }
}

export const cancellationLiberties: readonly LegalLoop[] = [
  legal('keeps-its-last-words', KeepingItsLastWords),
  legal('hears-the-first-reason', HearingTheFirstReason),
  legal('takes-its-time', TakingItsTime),
]
