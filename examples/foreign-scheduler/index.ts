import { defineAdapter } from 'loop-conformance'
import { BaseEventLoop } from 'loop-conformance/reference'
import { schedule, type Job } from './scheduler.ts'

/** Of the host's timers, and of what is made of them: one that is longer rings at once. In milliseconds. */
const longestDelay = 2 ** 31 - 1

/** A loop on a scheduler of somebody else's: at most one sleep and one wake-up are arranged at a time. */
export class SchedulerLoop extends BaseEventLoop {
  #sleep: Job | undefined
  #wakeUp: Job | undefined

  override time(): number {
    return performance.now()
  }

  override select(timeoutMs: number | null): void {
    this.#sleep?.cancel()
    this.#sleep = undefined
    if (timeoutMs === 0) this.writeToSelf()
    else this.#sleep = schedule(this.#turn, Math.min(timeoutMs ?? Infinity, longestDelay))
  }

  override writeToSelf(): void {
    this.#wakeUp ??= schedule(this.#turn)
  }

  /** Takes no argument: what the scheduler passes is no list of events. */
  readonly #turn = (): void => {
    this.#sleep?.cancel()
    this.#wakeUp?.cancel()
    this.#sleep = this.#wakeUp = undefined
    this.turn()
  }
}

export default defineAdapter({
  name: 'foreign-scheduler',
  profiles: ['host', 'timers-real', 'base-hooks', 'eager', 'debug', 'gc'],
  newEventLoop: () => new SchedulerLoop(),
})
