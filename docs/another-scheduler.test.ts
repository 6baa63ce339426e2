/** What the page says of the hooks and of other schedulers, tried. */
import { asapScheduler, asyncScheduler, queueScheduler } from 'rxjs'
import { describe, expect, it, vi } from 'vitest'
import { runInProcess } from '../conformance/harness/index.ts'
import { suite } from '../conformance/suite/index.ts'
import { SchedulerLoop } from '../examples/foreign-scheduler/index.ts'
import rxjs from '../examples/rxjs/index.ts'

class WatchedLoop extends SchedulerLoop {
  readonly sleeps: (number | null)[] = []
  wakeUps = 0
  refuses = false

  override select(timeoutMs: number | null): void {
    if (this.refuses) throw new Error('no sleep')
    this.sleeps.push(timeoutMs)
    super.select(timeoutMs)
  }

  override writeToSelf(): void {
    this.wakeUps++
    super.writeToSelf()
  }

  takeTurn(): void {
    this.turn()
  }
}

/** A run that has gone to sleep, what is done then, and how the loop is stopped. */
async function whileAsleep(loop: WatchedLoop, act: () => void): Promise<void> {
  const run = loop.runForever()
  await new Promise((resolve) => setTimeout(resolve, 5))
  act()
  loop.callSoon(() => loop.stop())
  await run
}

describe('the hooks', () => {
  it('a thousand calls of callSoon while the loop sleeps are a thousand of writeToSelf, and one job', async () => {
    const loop = new WatchedLoop()
    const jobs = vi.spyOn(globalThis, 'setImmediate')
    let calls = 0
    await whileAsleep(loop, () => {
      loop.wakeUps = 0
      jobs.mockClear()
      for (let i = 0; i < 1000; i++) loop.callSoon(() => calls++)
      expect(loop.wakeUps).toBe(1000)
      expect(jobs).toHaveBeenCalledTimes(1)
    })
    jobs.mockRestore()
    expect(calls).toBe(1000)
  })

  it('callSoonThreadsafe calls writeToSelf twice while the loop sleeps, and once in a callback', async () => {
    const loop = new WatchedLoop()
    const counts: number[] = []
    const count = (): void => {
      loop.wakeUps = 0
      loop.callSoonThreadsafe(() => undefined)
      counts.push(loop.wakeUps)
    }
    await whileAsleep(loop, () => {
      count()
      loop.callSoon(count)
    })
    expect(counts).toEqual([2, 1])
  })

  it('a turn too many calls select again, and one outside of a run nothing', async () => {
    const loop = new WatchedLoop()
    await whileAsleep(loop, () => {
      const before = loop.sleeps.length
      loop.takeTurn()
      loop.takeTurn()
      expect(loop.sleeps.slice(before)).toEqual([null, null])
    })
    const after = loop.sleeps.length
    loop.callSoon(() => undefined)
    loop.callSoonThreadsafe(() => undefined)
    loop.wakeUps = 0
    loop.takeTurn()
    expect([loop.sleeps.length, loop.wakeUps]).toEqual([after, 0])
  })

  it('what select throws comes out of turn, and the run stays open', async () => {
    const loop = new WatchedLoop()
    void loop.runForever()
    await new Promise((resolve) => setTimeout(resolve, 5))
    loop.refuses = true
    expect(() => loop.takeTurn()).toThrow('no sleep')
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(loop.isRunning()).toBe(true)
  })

  it('what a callback throws does not come out of turn', async () => {
    const loop = new WatchedLoop()
    const reported: unknown[] = []
    loop.setExceptionHandler((_loop, { exception }) => reported.push(exception))
    await whileAsleep(loop, () => {
      loop.callSoon(() => {
        throw new Error('mine')
      })
      loop.takeTurn()
    })
    expect(reported).toEqual([new Error('mine')])
  })
})

describe('the schedulers of RxJS', () => {
  it('asapScheduler makes microtasks, so that a busy loop on it keeps the host from its turns', async () => {
    const adapter = { ...rxjs, profiles: ['host', 'base-hooks'] as const }
    const report = await runInProcess(adapter, { suite, filter: { profiles: ['host'] } })
    const failing = report.results.filter(({ status, level }) => status === 'fail' && level === 'MUST')
    expect(failing.map(({ clause }) => clause)).toEqual(['scheduling.busy-loop-lets-the-host-have-turns'])
  })

  it('queueScheduler runs a job within the call, the others later', async () => {
    const order: string[] = []
    for (const [name, scheduler] of Object.entries({ asapScheduler, asyncScheduler, queueScheduler })) {
      scheduler.schedule(() => order.push(`${name} runs`))
      order.push(`${name} has scheduled`)
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
    const at = (what: string): number => order.indexOf(what)
    expect(at('queueScheduler runs')).toBeLessThan(at('queueScheduler has scheduled'))
    expect(at('asapScheduler runs')).toBeGreaterThan(at('asapScheduler has scheduled'))
    expect(at('asyncScheduler runs')).toBeGreaterThan(at('asyncScheduler has scheduled'))
  })

  it('asyncScheduler rings at once for a delay of 31 bits', async () => {
    const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined)
    const rang = vi.fn()
    const job = asyncScheduler.schedule(rang, 2 ** 31)
    await new Promise((resolve) => setTimeout(resolve, 20))
    job.unsubscribe()
    warned.mockRestore()
    expect(rang).toHaveBeenCalledTimes(1)
  })
})
