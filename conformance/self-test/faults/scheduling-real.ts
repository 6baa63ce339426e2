import { NodeEventLoop } from '../../../reference/node.ts'
import { faultyLoop, type Fault } from '../fault.ts'

/** Looks whether there is something to do, again and again. */
class Polls extends NodeEventLoop {
  override select(): void {
    super.select(0)
  }
}

/** Has a pipe that it never reads: once written to, it is readable for ever. */
class NeverReadsItsPipe extends NodeEventLoop {
  #isReadable = false

  override callSoonThreadsafe(
    ...call: Parameters<NodeEventLoop['callSoonThreadsafe']>
  ): ReturnType<NodeEventLoop['callSoonThreadsafe']> {
    this.#isReadable = true
    return super.callSoonThreadsafe(...call)
  }

  override select(timeoutMs: number | null): void {
    super.select(this.#isReadable ? 0 : timeoutMs)
  }
}

const fault = (name: string, loop: new () => NodeEventLoop): Fault => ({
  name,
  clause: 'scheduling.waiting-loop-sleeps',
  observes: /it was at work for \d+ of 20 ms/,
  adapter: faultyLoop(name, () => new loop(), { profiles: ['timers-real'] }),
})

export const schedulingRealFaults: readonly Fault[] = [
  fault('polls-instead-of-sleeping', Polls),
  fault('never-reads-its-pipe', NeverReadsItsPipe),
]
