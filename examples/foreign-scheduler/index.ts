import { defineAdapter } from 'loop-conformance'
import { BaseEventLoop } from 'loop-conformance/reference'
import { schedule, type Job } from './scheduler.ts'

/** The longest delay of the host's timers, in milliseconds. A longer one fires at once. */
const longestDelay = 2 ** 31 - 1

/** A loop on another scheduler. At most one sleep and one wake-up are arranged at a time. */
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

  /** Takes no argument, because the scheduler does not pass a list of events. */
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
