import type { Coroutine, Future, ReturnWhen, SettableFuture, Task } from '../../../../spec/index.ts'
import { numbers, values, type Exercise, type Exerciser } from './exercise.ts'
import { tellAll, watch } from './futures.ts'

function* after<T>({ api, distinct }: Exerciser, ms: number, value: T, fails = false): Coroutine<T> {
  if (ms > 0) yield* api.sleep(distinct(ms))
  if (fails) throw value
  return value
}

export const sleeping: Exercise = {
  name: 'sleep, waitFor and timeout',
  isInterleaved: true,
  targets: ['module', 'timeout'],
  act: (x) => {
    const { api, loop, go, note, show, tell } = x
    for (const value of values) {
      go(`sleep(500, ${show(value)})`, () => api.sleep(x.distinct(500), value))
      go(`sleep(0, ${show(value)})`, () => api.sleep(0, value))
      go('waitFor()', () => api.waitFor(after(x, 100, value), 1000))
      go('waitFor() for ever', () => api.waitFor(after(x, 100, value), null))
      go('timeout()', () => api.timeout(1000, () => after(x, 100, value)))
      go('timeout(null)', () => api.timeout(null, () => after(x, 100, value)))
    }
    for (const ms of [0, -1, 100, Infinity, null]) {
      const what = `with ${show(ms)}`
      const limitMs = (): number | null => (ms === 100 ? x.distinct(ms) : ms)
      go(`waitFor() ${what}`, () => api.waitFor(after(x, 300, 'late'), limitMs()))
      go(`waitFor() of a failure ${what}`, () =>
        api.waitFor(after(x, 50, new Error('mine'), true), limitMs()),
      )
      const future = loop.createFuture()
      go(`waitFor() of a future ${what}`, () => api.waitFor(future, limitMs()))
      loop.callLater(x.distinct(50_000), () => {
        note(`the future ${what} is cancelled: ${show(future.cancelled())}`)
        if (!future.done()) future.setResult('at last')
      })
      go(`timeout() ${what}`, () =>
        api.timeout(limitMs(), function* (limit) {
          note(`when() ${what} is null: ${show(limit.when() === null)}`)
          note(`expired() ${what}: ${show(limit.expired())}`)
          try {
            return yield* after(x, 300, 'late')
          } finally {
            note(`expired() in the end ${what}: ${show(limit.expired())}`)
          }
        }),
      )
    }
    for (const late of [1000, null, 50])
      go(`reschedule(${show(late)})`, function* () {
        return yield* api.timeout(200, function* (limit) {
          yield* api.sleep(x.distinct(20))
          const start = x.distinct(loop.time())
          tell('reschedule()', () => limit.reschedule(late === null ? null : start + late))
          tell('when()', () => (late === null ? limit.when() : (limit.when() ?? 0) - start))
          tell('reschedule() again', () => limit.reschedule(late === null ? null : start + late))
          return yield* after(x, 500, 'in time')
        })
      })
    go('reschedule() from none', function* () {
      return yield* api.timeout(null, function* (limit) {
        limit.reschedule(loop.time() + x.distinct(50))
        try {
          return yield* after(x, 500, 'in time')
        } finally {
          tell('reschedule() when it is over', () => limit.reschedule(loop.time() + 100))
          tell('expired()', () => limit.expired())
        }
      })
    })
    go('nested', function* () {
      return yield* api.timeout(1000, () => api.timeout(x.distinct(100), () => after(x, 500, 'late')))
    })
    for (const value of values) {
      go('timeoutAt()', () => api.timeoutAt(x.distinct(loop.time() + 1000), () => after(x, 100, value)))
      go('timeoutAt(null)', () => api.timeoutAt(null, () => after(x, 100, value)))
    }
    for (const delay of [-100, 0, 100])
      go(`timeoutAt() in ${String(delay)}`, () =>
        api.timeoutAt(x.distinct(loop.time() + delay), () => after(x, 300, 'late')),
      )
    go('sleep(NaN)', () => api.sleep(NaN))
    const victim = loop.createTask(api.sleep(10_000, 'slept'))
    go('a cancelled sleep', function* () {
      yield* api.sleep(x.distinct(100))
      victim.cancel('why')
      return yield* victim
    })
  },
}

export const waiting: Exercise = {
  name: 'gather, wait and shield',
  isInterleaved: true,
  targets: ['module', 'gathering', 'shielded'],
  act: (x) => {
    const { api, loop, go, note, show, tell, atTheEnd, called } = x
    const make = (): SettableFuture => loop.createFuture()
    const settled = (value: unknown): Future => {
      const future = make()
      future.setResult(value)
      return future
    }
    const follow = (what: string, future: Future | undefined): void => {
      if (future === undefined) return
      called(what, future)
      tell(`${what} getLoop()`, () => future.getLoop() === loop)
      tell(`${what} done()`, () => future.done())
      watch(x, what, future)
      atTheEnd(() => tellAll(x, what, future))
    }
    for (const returnExceptions of [undefined, true, false]) {
      const options = returnExceptions === undefined ? { loop } : { loop, returnExceptions }
      const what = `gather() ${show(returnExceptions)}`
      follow(
        `${what} of values`,
        tell(what, () =>
          api.gather(
            values.map((value) => after(x, 10, value)),
            options,
          ),
        ),
      )
      follow(
        `${what} of futures`,
        tell(what, () => api.gather(values.map(settled), options)),
      )
      follow(
        `${what} of nothing`,
        tell(what, () => api.gather([], options)),
      )
      follow(
        `${what} of one`,
        tell(what, () => api.gather([after(x, 0, 'one')], options)),
      )
      follow(
        `${what} with failures`,
        tell(what, () =>
          api.gather(
            [
              after(x, 100, 'a'),
              after(x, 50, new Error('mine'), true),
              after(x, 70, '', true),
              after(x, 10, 'b'),
            ],
            options,
          ),
        ),
      )
      const twice = make()
      follow(
        `${what} of one twice`,
        tell(what, () => api.gather([twice, settled('x'), twice], options)),
      )
      loop.callLater(x.distinct(100), () => twice.setResult('twice'))
      const cancelled = make()
      follow(
        `${what} of a cancelled one`,
        tell(what, () => api.gather([settled(1), cancelled], options)),
      )
      loop.callLater(x.distinct(100), () => void cancelled.cancel('why'))
      const children = [make(), make()]
      const all = tell(what, () => api.gather(children, options))
      follow(`${what} that is cancelled`, all)
      loop.callLater(x.distinct(100), () => {
        tell('cancel()', () => all?.cancel('all'))
        note(`the children are cancelled: ${show(children.map((child) => child.cancelled()))}`)
        tell('cancel() again', () => all?.cancel('all'))
      })
    }
    for (const size of [9, 33, 1001])
      go(`gather() of ${String(size)}`, function* () {
        return yield* api.gather(numbers(size).map((index) => after(x, size - index, index)))
      })
    for (const value of [...values, new Error('mine')]) {
      const inner = make()
      const outer = tell('shield()', () => api.shield(inner))
      follow('shield', outer)
      loop.callLater(x.distinct(100), () =>
        value instanceof Error ? inner.setException(value) : inner.setResult(value),
      )
    }
    const inner = make()
    const outer = tell('shield()', () => api.shield(inner))
    follow('a cancelled shield', outer)
    loop.callLater(x.distinct(50), () => {
      tell('cancel()', () => outer?.cancel('outer'))
      note(`the inner one is done: ${show(inner.done())}`)
    })
    loop.callLater(x.distinct(80), () => inner.setResult('inner'))
    follow(
      'shield of a coroutine',
      tell('shield()', () => api.shield(after(x, 10, 'shielded'))),
    )
    waits(x)
  },
}

function waits(x: Exerciser): void {
  const { api, loop, go, show, note } = x
  const moments: readonly (ReturnWhen | undefined)[] = [
    undefined,
    'FIRST_COMPLETED',
    'FIRST_EXCEPTION',
    'ALL_COMPLETED',
  ]
  for (const returnWhen of moments)
    for (const timeout of [undefined, null, 0, 150, 10_000])
      go(`wait() ${show(returnWhen)} ${show(timeout)}`, function* () {
        const tasks: readonly Task[] = [300, 100, 200].map((ms) =>
          loop.createTask(after(x, ms, ms === 200 ? new Error('mine') : ms, ms === 200)),
        )
        const [done, pending] = yield* api.wait(tasks, {
          ...(returnWhen === undefined ? {} : { returnWhen }),
          ...(timeout === undefined ? {} : { timeout: timeout === 150 ? x.distinct(150) : timeout }),
        })
        const named = (set: Set<Future>): number[] =>
          tasks.flatMap((task, index) => (set.has(task) ? [index] : []))
        const result = `done ${show(named(done))} pending ${show(named(pending))} ${String(done.size + pending.size)}`
        for (const task of tasks)
          task.addDoneCallback((future) => {
            if (!future.cancelled()) future.exception()
          })
        return result
      })
  for (const timeout of [undefined, null, 150])
    for (const size of [0, 1, 9, 33, 1001])
      go(`asCompleted() of ${String(size)} ${show(timeout)}`, function* () {
        const options = timeout === undefined ? {} : { timeout }
        const all = numbers(size).map((index) => after(x, index % 3 === 0 ? 200 : 20, index))
        const results: unknown[] = []
        for (const next of api.asCompleted(all, options))
          try {
            results.push(yield* next)
          } catch (error) {
            results.push(error)
          }
        return results.map(show).sort()
      })
  for (const size of [1, 9, 33, 1001])
    go(`wait() of ${String(size)}`, function* () {
      const futures = numbers(size).map(() => loop.createFuture())
      loop.callLater(x.distinct(10), () => {
        for (const future of futures) future.setResult(1)
      })
      const [done, pending] = yield* api.wait(futures)
      return `${String(done.size)} ${String(pending.size)}`
    })
  go('wait() of nothing', () => api.wait([]))
  go('wait() of one that is done', function* () {
    const future = loop.createFuture()
    future.setResult(null)
    const [done] = yield* api.wait([future, future], { timeout: 1 })
    note(`done: ${show(done.has(future))}`)
  })
}

export const groups: Exercise = {
  name: 'groups',
  isInterleaved: true,
  targets: ['group', 'module'],
  act: (x) => {
    const { api, loop, go, note, show, tell } = x
    for (const value of values)
      go(`a group that gives ${show(value)}`, () =>
        api.taskGroup(function* (group) {
          const task = tell('createTask()', () => group.createTask(after(x, 20, value), { name: 'given' }))
          note(`its name is ${show(task?.getName())}`)
          yield* api.sleep(x.distinct(10))
          note(`its task is done: ${show(task?.done())}`)
          return value
        }),
      )
    go('a group without tasks', () =>
      api.taskGroup(function* () {
        return 'nothing'
      }),
    )
    go('a group with failures', () =>
      api.taskGroup(function* (group) {
        group.createTask(after(x, 20, new Error('mine'), true))
        const other = group.createTask(after(x, 5000, 'late'))
        other.addDoneCallback(() => note(`the other is cancelled: ${show(other.cancelled())}`))
        try {
          yield* api.sleep(x.distinct(1000))
        } finally {
          tell('createTask() of a group that ends', () => group.createTask(after(x, 1, 1)))
        }
      }),
    )
    go('a body that fails', () =>
      api.taskGroup(function* (group) {
        const other = group.createTask(after(x, 5000, 'late'))
        other.addDoneCallback(() => note(`the other is cancelled: ${show(other.cancelled())}`))
        yield* api.sleep(x.distinct(10))
        throw new Error('of the body')
      }),
    )
    go('several failures', () =>
      api.taskGroup(function* (group) {
        for (const index of numbers(9))
          group.createTask(after(x, 20, new Error(`mine ${String(index)}`), true))
        yield* api.sleep(x.distinct(1000))
      }),
    )
    go('many tasks, made by a task', () =>
      api.taskGroup(function* (group) {
        const variable = new api.ContextVar<number>('v')
        const context = api.copyContext()
        context.run(() => variable.set(1))
        for (const index of numbers(40)) group.createTask(after(x, index, index))
        group.createTask(
          (function* (): Coroutine<void> {
            note(`variable ${show(variable.get(0))}`)
            group.createTask(after(x, 200, 'inner')).addDoneCallback(() => note('the inner one is done'))
            yield
          })(),
          { context },
        )
        yield* api.sleep(x.distinct(1))
        return 'many'
      }),
    )
    const outside = loop.createTask(
      api.taskGroup(function* (group) {
        group
          .createTask(after(x, 5000, 'late'))
          .addDoneCallback((task) => note(`cancelled ${show(task.cancelled())}`))
        return yield* api.sleep(x.distinct(3000))
      }),
    )
    go('cancelled from outside', function* () {
      yield* api.sleep(x.distinct(50))
      outside.cancel('why')
      return yield* outside
    })
  },
}
