import { VirtualEventLoop } from '../../../../reference/index.ts'
import { NodeEventLoop } from '../../../../reference/node.ts'
import { fault } from '../../fault.ts'

export const beginsARunWithAWakeUp = fault(
  'successor.run-begins-with-select',
  'begins-a-run-with-a-wake-up',
  {
    says: 'inside runForever(): []',
    loop: class extends VirtualEventLoop {
      override runForever(): Promise<void> {
        const { select } = this
        this.select = () => this.writeToSelf()
        const run = super.runForever()
        this.select = select
        return run
      }
    },
    profiles: ['base-hooks'],
  },
)

export const arrangesTwoSleeps = fault('successor.turn-ends-with-select', 'arranges-two-sleeps', {
  says: '[2, 2, 2], not [1, 1, 1]',
  loop: class extends VirtualEventLoop {
    protected override sleepUntilNext(): void {
      super.sleepUntilNext()
      if (this.ready.isEmpty) super.sleepUntilNext()
    }
  },
  profiles: ['base-hooks'],
})

export const arrangesASleepAfterTheEnd = fault(
  'successor.last-turn-does-not-select',
  'arranges-a-sleep-after-the-end',
  {
    says: 'is 1, not 0',
    loop: class extends VirtualEventLoop {
      protected override endRun(): ReturnType<VirtualEventLoop['endRun']> {
        this.sleepUntilNext()
        return super.endRun()
      }
    },
    profiles: ['base-hooks'],
  },
)

export const sleepsWithCallbacksReady = fault(
  'successor.select-knows-ready-callbacks',
  'sleeps-with-callbacks-ready',
  {
    says: 'is 500, not 0',
    loop: class extends VirtualEventLoop {
      protected override sleepUntilNext(): void {
        this.select(this.untilNextTimer() ?? (this.ready.isEmpty ? null : 1))
        this.asleep = this.ready.isEmpty
      }
    },
    profiles: ['base-hooks'],
  },
)

export const givesSelectTheDeadlineItself = fault(
  'successor.select-knows-the-next-deadline',
  'gives-select-the-deadline-itself',
  {
    says: 'is 1010, not 10',
    loop: class extends VirtualEventLoop {
      protected override untilNextTimer(): number | null {
        const left = super.untilNextTimer()
        return left === null ? null : left + this.time()
      }

      override select(timeoutMs: number | null): void {
        super.select(timeoutMs === null || timeoutMs === 0 ? timeoutMs : timeoutMs - this.time())
      }
    },
    profiles: ['base-hooks'],
  },
)

export const pollsEveryMinute = fault('successor.select-without-a-deadline-gets-null', 'polls-every-minute', {
  says: '60000',
  loop: class extends VirtualEventLoop {
    protected override untilNextTimer(): number | null {
      return super.untilNextTimer() ?? 60_000
    }
  },
  profiles: ['base-hooks'],
})

/** `setTimeout()` replaces `Infinity` with one millisecond. The fault writes the 1, because Node warns of the other. */
export const sleepsForInfinity = fault('successor.idle-loop-sleeps', 'sleeps-for-infinity', {
  says: 'an idle loop took more than 5 turns within 20 ms',
  loop: class extends NodeEventLoop {
    override select(timeoutMs: number | null): void {
      if (timeoutMs === null) setTimeout(() => this.writeToSelf(), 1)
      else super.select(timeoutMs)
    }
  },
  profiles: ['base-hooks'],
})

export const dropsTheEvents = fault('successor.events-begin-a-turn', 'drops-the-events', {
  says: 'the argument of processEvents()',
  loop: class extends VirtualEventLoop {
    protected override turn(): void {
      super.turn()
    }
  },
  profiles: ['base-hooks'],
})

export const handlesEventsWithoutARun = fault(
  'successor.turn-outside-of-a-run-does-nothing',
  'handles-events-without-a-run',
  {
    says: 'is 1, not 0',
    loop: class extends VirtualEventLoop {
      protected override turn(events: readonly unknown[] = []): void {
        if (this.runInProgress === null) this.processEvents(events)
        super.turn(events)
      }
    },
    profiles: ['base-hooks'],
  },
)
