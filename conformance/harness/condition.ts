import type { EventLoop } from '../../spec/index.ts'
import { ageLoop } from './age-loop.ts'
import type { Candidate } from './candidate.ts'

/** What is true of the loops of a check, or around them, before it begins. */
export const conditions = ['aged', 'second', 'crowded', 'debug', 'factory', 'context', 'eager'] as const
export type Condition = (typeof conditions)[number]

/** For reports: a failure "only on a loop that …". */
export const conditionWords: Readonly<Record<Condition, string>> = {
  aged: 'on a loop that has run before, with a thousand of every operation',
  second: 'beside another loop that has run',
  crowded: 'on a loop with pending futures and far timers',
  debug: 'in debug mode',
  factory: 'on a loop with a task factory',
  context: 'in a context that is not empty',
  eager: 'if tasks start eagerly',
}

/** How many loops are aged before a check begins: most checks make one. */
const agedLoops = 1
const idleTimers = 40
/** Milliseconds: no check lasts that long. */
const farMs = 3_600_000

/** Prepares the loops of one check, and what is around them. */
export class Preparation {
  readonly #candidate: Candidate
  #condition: Condition | null = null
  /** Loops that were made before the check began. */
  readonly #aged: EventLoop[] = []
  readonly #beside: EventLoop[] = []
  /** Takes the value of a variable away that was set around the check. */
  #unset: () => void = () => undefined

  constructor(candidate: Candidate) {
    this.#candidate = candidate
  }

  async prepare(condition: Condition): Promise<void> {
    this.#condition = condition
    const candidate = this.#candidate
    if (condition === 'aged')
      for (let count = 0; count < agedLoops; count++) {
        const loop = candidate.newEventLoop()
        this.#aged.push(loop)
        await ageLoop(loop)
      }
    if (condition === 'second') {
      const loop = candidate.newEventLoop()
      this.#beside.push(loop)
      await leaveUnfinished(loop)
    }
    // Not every loop has context variables.
    if (condition === 'context' && typeof candidate.api.ContextVar === 'function') {
      const variable = new candidate.api.ContextVar<string>('beside')
      const token = variable.set('a value')
      this.#unset = () => variable.reset(token)
    }
  }

  /** A loop for the check. */
  newEventLoop(): EventLoop {
    const candidate = this.#candidate
    const loop = this.#aged.shift() ?? candidate.newEventLoop()
    if (this.#condition === 'debug') loop.setDebug(true)
    if (this.#condition === 'crowded') crowd(loop)
    if (this.#condition === 'factory') setTransparentFactory(loop)
    if (this.#condition === 'eager') loop.setTaskFactory(candidate.api.eagerTaskFactory)
    return loop
  }

  /** Closes what the check has not used, and restores the context. */
  end(): void {
    for (const loop of [...this.#aged, ...this.#beside]) if (!loop.isClosed()) loop.close()
    this.#unset()
  }
}

/** A loop that has stopped in the middle of its work. */
async function leaveUnfinished(loop: EventLoop): Promise<void> {
  loop.callSoon(() => loop.stop())
  loop.callLater(farMs, () => undefined)
  await loop.runForever()
  loop.callSoon(() => undefined)
  loop.createFuture()
}

function crowd(loop: EventLoop): void {
  for (let index = 0; index < idleTimers; index++) {
    loop.callLater(farMs + (index % 4), () => undefined)
    loop.createFuture<number>().addDoneCallback(() => undefined)
  }
}

/** A factory that makes the tasks which the loop makes without one. */
function setTransparentFactory(loop: EventLoop): void {
  const factory: Parameters<EventLoop['setTaskFactory']>[0] = (_loop, coro, options) => {
    loop.setTaskFactory(null)
    try {
      return loop.createTask(coro, options)
    } finally {
      loop.setTaskFactory(factory)
    }
  }
  loop.setTaskFactory(factory)
}
