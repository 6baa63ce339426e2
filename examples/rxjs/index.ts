import { defineAdapter } from 'loop-conformance'
import { BaseEventLoop } from 'loop-conformance/reference'
import { asapScheduler, asyncScheduler, type Subscription } from 'rxjs'

/** A loop that sleeps and wakes on the schedulers of RxJS, so that one program can mix coroutines and observables. */
export class RxjsLoop extends BaseEventLoop {
  #wakeUp: Subscription | undefined

  override time(): number {
    return performance.now()
  }

  override select(timeoutMs: number | null): void {
    this.#wakeUp?.unsubscribe()
    const turn = (): void => this.turn()
    if (timeoutMs === 0) this.#wakeUp = asapScheduler.schedule(turn)
    else this.#wakeUp = asyncScheduler.schedule(turn, Math.min(timeoutMs ?? Infinity, 2 ** 31 - 1))
  }

  override writeToSelf(): void {
    this.select(0)
  }
}

export default defineAdapter({ name: 'rxjs', profiles: ['base-hooks'], newEventLoop: () => new RxjsLoop() })
