/** What a loop breaks on purpose, and declares, hides no mistake that is behind it. */
import { describe, expect, it } from 'vitest'
import { sleep, VirtualEventLoop } from '../../reference/index.ts'
import {
  ValueError,
  type AsyncioApi,
  type ClauseId,
  type Coroutine,
  type LoopAdapter,
  type TaskFactory,
  type TimerHandle,
} from '../../spec/index.ts'
import { rootCauses, runInProcess } from '../harness/index.ts'
import { suite } from '../suite/index.ts'
import type { Arguments } from './signatures.ts'

type LoopClass = new () => VirtualEventLoop
type Change = (Base: LoopClass) => LoopClass

interface Oddity {
  readonly name: string
  /** What the oddity breaks. Nothing, if it is legal. */
  readonly clauses: readonly ClauseId[]
  readonly change: Change
}

/** The oddities of real loops: those of trio-asyncio, qasync and pygobject. */
const oddities: readonly Oddity[] = [
  {
    name: 'a negative delay is refused',
    clauses: ['timers.passed-deadline-is-due', 'waiting.timeout-below-zero-is-over'],
    change: (Base) =>
      class extends Base {
        override callLater(...[delay, ...rest]: Arguments<'callLater'>): TimerHandle {
          if (delay < 0) throw new ValueError(`Expected a delay of zero or more. Found ${String(delay)}.`)
          return super.callLater(delay, ...rest)
        }
      },
  },
  {
    name: 'the handle of a timer has no when()',
    clauses: ['handles.when-is-the-deadline', 'handles.when-of-a-due-timer-is-its-deadline'],
    change: (Base) =>
      class extends Base {
        override callAt(...call: Arguments<'callAt'>): TimerHandle {
          return Object.assign(super.callAt(...call), { when: undefined as never })
        }
      },
  },
  {
    name: 'there is a task factory from the start',
    clauses: [],
    change: (Base) =>
      class extends Base {
        protected override taskFactory: TaskFactory | null = (_loop, coro, options) => {
          const factory = this.taskFactory
          this.taskFactory = null
          try {
            return super.createTask(coro, options)
          } finally {
            this.taskFactory = factory
          }
        }
      },
  },
]

interface Mistake {
  readonly clause: ClauseId
  readonly name: string
  readonly change?: Change
  readonly api?: Partial<AsyncioApi>
}

/** Mistakes in what comes after the oddities: clauses that require those that are declared. */
const mistakes: readonly Mistake[] = [
  {
    clause: 'timers.far-deadlines-stay-far',
    name: 'a deadline has 32 bits',
    change: (Base) =>
      class extends Base {
        override callAt(...[when, ...rest]: Arguments<'callAt'>): TimerHandle {
          return super.callAt(when >= 2 ** 31 ? when | 0 : when, ...rest)
        }
      },
  },
  {
    clause: 'timers.never-before-the-deadline',
    name: 'a timer is five milliseconds early',
    change: (Base) =>
      class extends Base {
        protected override clockResolution = 5
      },
  },
  {
    clause: 'waiting.sleep-waits-and-gives-its-result',
    name: 'sleep() gives its delay',
    api: {
      sleep: (delayMs: number) => thenGive(delayMs as never, sleep(delayMs)),
    },
  },
]

function* thenGive<T>(value: T, first: Coroutine<unknown>): Coroutine<T> {
  yield* first
  return value
}

function adapterOf({ name, clauses, change }: Oddity, mistake?: Mistake): LoopAdapter {
  const Odd = change(VirtualEventLoop)
  const Loop = mistake?.change?.(Odd) ?? Odd
  const deviations = clauses.map((clause) => ({ clause, reason: 'on purpose' }))
  return { name, deviations, newEventLoop: () => new Loop(), ...(mistake?.api && { api: mistake.api }) }
}

describe.each(oddities)('if $name', (oddity) => {
  it('nothing else is broken', async () => {
    const report = await runInProcess(adapterOf(oddity), { suite })
    expect(rootCauses(report)).toEqual([])
    expect(report.verdict).toBe(oddity.clauses.length === 0 ? 'conformant' : 'conformant-with-deviations')
  })

  it.each(mistakes)('it is found that $name', async (mistake) => {
    const report = await runInProcess(adapterOf(oddity, mistake), { suite })
    expect(rootCauses(report)).toEqual([mistake.clause])
  })
})
