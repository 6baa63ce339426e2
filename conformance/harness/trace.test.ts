import { expect, it } from 'vitest'
import { VirtualEventLoop } from '../../reference/index.ts'
import { check } from './check.ts'
import { runInProcess } from './run-in-process.ts'

it('says of each event who ran and in which iteration', async () => {
  const test = check('task.starts-in-turn', 'a check that fails', async (check) => {
    const loop = check.newEventLoop()
    check.note('before')
    check.createTask(loop, 'a', function* () {
      check.note('inside')
      yield
    })
    loop.callSoon(check.callback('called', () => check.note('in the callback')))
    loop.callSoon(() => loop.callExceptionHandler({ message: 'oh' }))
    await check.iterations(loop)
    check.note('after')
    check.reports(loop)
    check.fail({ message: 'It is to be seen.' })
  })
  const report = await runInProcess(
    { name: 'virtual', newEventLoop: () => new VirtualEventLoop() },
    { suite: [test] },
  )
  expect(report.results.find(({ situation }) => situation === test.situation)?.trace).toEqual([
    { label: 'before' },
    { label: 'a step 1', lane: 'task a', turn: 1 },
    { label: 'inside', lane: 'task a', turn: 1 },
    { label: 'called', lane: 'callbacks', turn: 1 },
    { label: 'in the callback', lane: 'callbacks', turn: 1 },
    { label: 'exception handler', detail: 'oh', lane: 'loop', turn: 1 },
    { label: 'a step 2', lane: 'task a', turn: 2 },
    { label: 'after' },
  ])
})
