/** Calls from other threads. */
import { check, type Check } from '../../harness/index.ts'
import { contextVariables } from '../support/context-variables.ts'

const hint =
  'In callSoonThreadsafe(), write to a pipe, a socket or an event that the sleeping loop waits for.'

export const schedulingThreadsChecks: readonly Check[] = [
  check(
    'scheduling.threads-wake-the-loop',
    'asleep, with nothing scheduled',
    async (t) => {
      const loop = t.newEventLoop()
      t.waitingFor = 'the callback that another thread scheduled'
      t.instruments.callFromThread(
        loop,
        t.callback('callback', () => loop.stop()),
        20,
      )
      t.note('begin of the run')
      await loop.runForever()
      t.order('begin of the run', 'callback')
      t.times('callback', 1)
    },
    { hint },
  ),
  check(
    'scheduling.threads-wake-the-loop',
    'in debug mode',
    async (t) => {
      const loop = t.newEventLoop()
      loop.setDebug(true)
      const stop = t.callback('callback', () => loop.stop())
      t.waitingFor = 'the callback that another thread scheduled in debug mode'
      t.instruments.callFromThread(loop, stop, 20)
      await loop.runForever()
      t.times('callback', 1)
    },
    {
      hint: 'In debug mode callSoon() may refuse other threads. callSoonThreadsafe() must not call what refuses them.',
    },
  ),
  check(
    'scheduling.threads-wake-the-loop',
    'four threads at about the same time, twice',
    async (t) => {
      const loop = t.newEventLoop()
      let left = 8
      const stopAtTheLast = (): void => {
        if (--left === 0) loop.stop()
      }
      t.waitingFor = 'the callbacks that eight threads scheduled'
      for (const delayMs of [0, 0, 0, 0, 20, 20, 20, 20])
        t.instruments.callFromThread(loop, t.callback('callback', stopAtTheLast), delayMs)
      await loop.runForever()
      await t.iterations(loop)
      t.times('callback', 8)
    },
    { hint },
  ),
  check(
    'scheduling.callback-keeps-the-context-of-its-call',
    'in another thread, on a loop that was made in a context of its own',
    async (t) => {
      const Variable = contextVariables(t)
      const variable = new Variable<string>('request')
      const context = t.api.copyContext()
      context.run(() => variable.set('where the loop was made'))
      const loop = context.run(() => t.newEventLoop())
      const seen: unknown[] = []
      const look = t.callback('callback', () => {
        seen.push(variable.get('nothing'))
        loop.stop()
      })
      t.instruments.callFromThread(loop, look, 5)
      t.waitingFor = 'the callback that another thread scheduled'
      await loop.runForever()
      t.times('callback', 1)
      t.same(seen[0], 'nothing', 'what the callback saw, in which the thread has set nothing')
    },
    {
      hint: 'In callSoonThreadsafe(), copy the context of the thread that calls it, and not one of the loop.',
    },
  ),
]
