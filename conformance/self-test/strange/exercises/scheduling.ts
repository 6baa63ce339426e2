import { numbers, sizes, values, type Exercise } from './exercise.ts'

export const scheduling: Exercise = {
  name: 'callbacks',
  targets: ['loop', 'handle'],
  act: ({ api, loop, note, tell, show, called, atTheEnd }) => {
    const hear =
      (what: string) =>
      (...args: unknown[]): void =>
        note(`${what} ran with ${show(args)}`)
    for (const schedule of ['callSoon', 'callSoonThreadsafe'] as const) {
      for (const value of values) loop[schedule](hear(schedule), [value])
      for (const size of sizes) loop[schedule](hear(schedule), numbers(size))
      loop[schedule](hear(`${schedule} without args`))
      loop[schedule](hear('of three'), ['a', undefined, null])
      const variable = new api.ContextVar<number>('v')
      const context = api.copyContext()
      context.run(() => variable.set(1))
      const read = (): void => note(`variable is ${show(variable.get(0))}`)
      loop[schedule](read, [], { context })
      loop[schedule](() => variable.set(2), [], { context })
      loop[schedule](read, [], { context })
      loop[schedule](read, undefined, { context: undefined })
      const token = variable.set(5)
      loop[schedule](read)
      variable.reset(token)
      loop[schedule](read)
      const handle = called('handle', loop[schedule](hear('cancelled callback'), [1]))
      tell('cancelled()', () => handle.cancelled())
      tell('cancel()', () => handle.cancel())
      tell('cancel() again', () => handle.cancel())
      tell('cancelled()', () => handle.cancelled())
      const other = loop[schedule](hear('cancelled by a neighbour'))
      loop[schedule](() => loop[schedule](hear('inner'), ['x']))
      const next = loop[schedule](hear('kept'), [], { context })
      tell('getContext() is the given one', () => next.getContext() === context)
      const own = loop[schedule](() => note(`cancelled while it runs: ${show(own.cancelled())}`))
      loop[schedule](() => {
        victim.cancel()
      })
      const victim = loop[schedule](hear('victim'))
      other.cancel()
      atTheEnd(() => {
        tell('cancelled() of one that ran', () => next.cancelled())
        tell('cancel() of one that ran', () => next.cancel())
        tell('cancelled() of the victim', () => victim.cancelled())
      })
    }
    const many = numbers(12).map((index) => loop.callSoon(hear(`many ${String(index)}`)))
    for (const index of [0, 5, 11]) many[index]?.cancel()
  },
}

export const timing: Exercise = {
  name: 'timers',
  targets: ['loop', 'timer'],
  act: ({ api, loop, note, tell, show, atTheEnd }) => {
    const start = loop.time()
    tell('the clock is a number', () => typeof loop.time() === 'number')
    const at =
      (what: string, delay: number) =>
      (...args: unknown[]): void => {
        const early = loop.time() + 50 < start + delay
        note(`${what} ran ${early ? 'early ' : ''}with ${show(args)}`)
      }
    const variable = new api.ContextVar<number>('v')
    const context = api.copyContext()
    context.run(() => variable.set(1))
    const read = (): void => note(`variable is ${show(variable.get(0))}`)
    const delays = [300, 100, 200, 100_000, 400, 0]
    const handles = delays.map((delay) =>
      loop.callLater(delay, at(`later ${String(delay)}`, delay), [delay, undefined]),
    )
    const absolute = delays.map((delay) =>
      loop.callAt(start + delay + 20_000, at(`at ${String(delay)}`, delay + 20_000), [delay]),
    )
    for (const [index, value] of values.entries()) {
      const delay = 40_000 + 1000 * index
      loop.callLater(delay, at('value', delay), [value])
      loop.callAt(start + delay + 500, at('value', delay), [value])
    }
    for (const [index, size] of sizes.entries()) {
      loop.callLater(60_000 + 1000 * index, at('list', 0), numbers(size))
      loop.callAt(start + 60_500 + 1000 * index, at('list', 0), numbers(size))
    }
    loop.callLater(50_000, read, [], { context })
    loop.callAt(start + 51_000, read, undefined, { context })
    const token = variable.set(3)
    loop.callLater(52_000, read)
    loop.callAt(start + 53_000, read)
    variable.reset(token)
    loop.callLater(54_000, read)
    for (const handle of [handles[1], absolute[0], absolute[5]]) {
      tell('cancelled()', () => handle?.cancelled())
      tell('cancel()', () => handle?.cancel())
      tell('cancel() again', () => handle?.cancel())
      tell('cancelled()', () => handle?.cancelled())
    }
    const exact = loop.callAt(start + 70_000, read, [], { context })
    tell('when() is the deadline', () => exact.when() === start + 70_000)
    tell('getContext() is the given one', () => exact.getContext() === context)
    tell('when() of a relative one', () => Math.round(((handles[3]?.when() ?? 0) - start) / 1000))
    let together = 0
    for (let index = 0; index < 5; index++) loop.callAt(start + 75_000, () => together++)
    const equal = loop.callAt(start + 75_000, () => note('a cancelled timer ran'))
    loop.callAt(start + 74_000, () => {
      equal.cancel()
    })
    loop.callAt(start + 76_000, () => note(`together: ${String(together)}`))
    loop.callLater(77_000, () => void loop.callLater(1000, at('nested', 78_000)))
    for (const bad of [NaN, undefined, null, '1'])
      tell(`a delay of ${show(bad)}`, () => void loop.callLater(bad as number, read))
    for (const past of [-5, -1000])
      loop.callLater(18_500 + past / 10, () => {
        const late = loop.callLater(past, at('in the past', 0))
        tell('when() of one in the past', () => late.when() <= loop.time())
      })
    loop.callLater(19_000, () => void loop.callAt(0, () => note('at zero')))
    const endless = loop.callLater(Infinity, () => note('endless'))
    atTheEnd(() => {
      tell('cancelled() of one that ran', () => handles[2]?.cancelled())
      tell('time goes on', () => loop.time() >= start + 70_000)
      endless.cancel()
    })
  },
}
