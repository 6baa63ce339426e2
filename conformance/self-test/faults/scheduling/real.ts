import { NodeEventLoop } from '../../../../reference/node.ts'
import type { Arguments } from '../../signatures.ts'
import { fault } from '../../fault.ts'

/** Looks whether there is something to do, again and again. */
export const pollsInsteadOfSleeping = fault('scheduling.waiting-loop-sleeps', 'polls-instead-of-sleeping', {
  says: /it was at work for \d+ of 20 ms/,
  loop: class extends NodeEventLoop {
    override select(): void {
      super.select(0)
    }
  },
  profiles: ['timers-real'],
})

/** Has a pipe that it never reads: once written to, it is readable for ever. */
export const neverReadsItsPipe = fault('scheduling.waiting-loop-sleeps', 'never-reads-its-pipe', {
  says: /it was at work for \d+ of 20 ms/,
  loop: class extends NodeEventLoop {
    #isReadable = false

    override callSoonThreadsafe(
      ...call: Arguments<'callSoonThreadsafe'>
    ): ReturnType<NodeEventLoop['callSoonThreadsafe']> {
      this.#isReadable = true
      return super.callSoonThreadsafe(...call)
    }

    override select(timeoutMs: number | null): void {
      super.select(this.#isReadable ? 0 : timeoutMs)
    }
  },
  profiles: ['timers-real'],
})
