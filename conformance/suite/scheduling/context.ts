/** In which context a scheduled callback runs. */
import type { Callback, ContextVarConstructor, EventLoop } from '../../../spec/index.ts'
import { check, type CheckContext, type Check } from '../../harness/index.ts'
import { stopAfter } from '../support/turns.ts'
import { contextVariables } from '../support/context-variables.ts'

export const schedulingContextChecks: readonly Check[] = [
  contextTest(
    'a later change by the caller',
    ['callSoon', 'callSoonThreadsafe', 'timer'],
    async (t, Variable) => {
      const loop = t.newEventLoop()
      const variable = new Variable<string>('request')
      const seen: string[] = []
      const look = t.callback('look', () => seen.push(variable.get('nothing')))
      loop.callSoon(() => {
        variable.set('of the call')
        scheduleEach(loop, look)
        variable.set('set afterwards')
      })
      await settle(t, loop)
      t.sameItems(seen, ['of the call', 'of the call', 'of the call'], 'what the callbacks saw')
    },
  ),
  contextTest('a change by another callback', ['callSoon'], async (t, Variable) => {
    const loop = t.newEventLoop()
    const variable = new Variable<string>('request')
    const seen: string[] = []
    const look = t.callback('look', () => seen.push(variable.get('nothing')))
    loop.callSoon(() => {
      variable.set('of the first')
      seen.push(variable.get('nothing'))
    })
    loop.callSoon(look)
    await settle(t, loop)
    t.sameItems(seen, ['of the first', 'nothing'], 'what the two callbacks saw')
  }),
  check(
    'scheduling.given-context-is-used-as-it-is',
    'every scheduling function with one context',
    async (t) => {
      const loop = t.newEventLoop()
      const Variable = contextVariables(t)
      const variable = new Variable<number>('count')
      const context = t.api.copyContext()
      context.run(() => variable.set(1))
      const elsewhere: string[] = []
      const countFor = (method: string): Callback =>
        t.callback('look', () => {
          const count = variable.get(-100)
          if (count < 0) elsewhere.push(method)
          variable.set(count + 1)
        })
      loop.callSoon(countFor('callSoon()'), [], { context })
      loop.callSoonThreadsafe(countFor('callSoonThreadsafe()'), [], { context })
      loop.callLater(0, countFor('callLater()'), [], { context })
      loop.callAt(loop.time(), countFor('callAt()'), [], { context })
      await settle(t, loop)
      t.times('look', 4)
      t.that(
        elsewhere.length === 0,
        'all four callbacks see what was set in the context',
        `the callback of ${elsewhere.join(' and of ')} ran in another context`,
      )
      t.same(context.get(variable), 5, 'the value in the context after four callbacks have added 1 to 1')
    },
    {
      hint: 'In callSoon(), callSoonThreadsafe(), callLater() and callAt(), keep `options.context` itself, not a copy.',
    },
  ),
]

/** A check of the context that a callback runs in. */
function contextTest(
  situation: string,
  methods: readonly string[],
  run: (t: CheckContext, Variable: ContextVarConstructor) => Promise<void>,
): Check {
  return check(
    'scheduling.callback-keeps-the-context-of-its-call',
    situation,
    (t) => run(t, contextVariables(t)),
    { hint: `In ${methods.join(', ')}, call copyContext(), and run the callback in the copy.` },
  )
}

function scheduleEach(
  loop: EventLoop,
  callback: Callback,
  options: Parameters<EventLoop['callSoon']>[2] = {},
): void {
  loop.callSoon(callback, [], options)
  loop.callSoonThreadsafe(callback, [], options)
  loop.callLater(0, callback, [], options)
}

/** Runs the loop until a timer of a few milliseconds has come, so that those of zero have. */
async function settle(t: CheckContext, loop: EventLoop): Promise<void> {
  t.waitingFor = 'a timer of 5 ms'
  stopAfter(loop, 5)
  await loop.runForever()
}
