import { expect, it } from 'vitest'
import type { Coroutine } from '../spec/index.ts'
import { createTask } from './create-task.ts'
import { gather } from './gather.ts'
import { run } from './runner.ts'
import { shield } from './shield.ts'
import { sleep } from './sleep.ts'
import { taskGroup } from './task-group.ts'
import { VirtualEventLoop } from './virtual-event-loop.ts'
import { wait } from './wait.ts'

const loopFactory = (): VirtualEventLoop => new VirtualEventLoop()

function* throwing(value: unknown): Coroutine<never> {
  yield
  // A coroutine may throw whatever it likes. (clause task.keeps-any-thrown-value)
  throw value
}

it.each([[null], [undefined]])('a gathering ends with a child that throws %s', async (value) => {
  const gathered = run(
    (function* () {
      return yield* gather([throwing(value)])
    })(),
    { loopFactory },
  )
  await expect(gathered).rejects.toBe(value)
  const results = await run(
    (function* () {
      return yield* gather([throwing(value)], { returnExceptions: true })
    })(),
    { loopFactory },
  )
  expect(results).toEqual([value])
})

it.each([[null], [undefined]])('a shield reports a coroutine that throws %s', async (value) => {
  const shielded = run(
    (function* () {
      return yield* shield(throwing(value))
    })(),
    { loopFactory },
  )
  await expect(shielded).rejects.toThrow(`The coroutine threw ${String(value)}.`)
})

it.each([[null], [undefined]])('a group ends with a task that throws %s', async (value) => {
  const grouped = run(
    taskGroup(function* (group) {
      group.createTask(throwing(value))
      yield* sleep(1000)
    }),
    { loopFactory },
  )
  await expect(grouped).rejects.toMatchObject({ errors: [value] })
})

it.each([[null], [undefined]])('wait() treats a task that throws %s as failed', async (value) => {
  const pending = await run(
    (function* () {
      const tasks = [createTask(throwing(value)), createTask(sleep(1000))]
      const [, left] = yield* wait<unknown>(tasks, { returnWhen: 'FIRST_EXCEPTION' })
      return left.size
    })(),
    { loopFactory },
  )
  expect(pending).toBe(1)
})
