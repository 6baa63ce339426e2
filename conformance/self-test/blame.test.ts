/** What a report blames for mistakes that a fault of the self-test cannot have: in a process of its own, or in Python. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Report } from '../../spec/index.ts'
import { rootCauses } from '../harness/index.ts'
import { hasPython } from './python/has-python.ts'
import { loopModule, Workshop } from './workshop.ts'

const workshop = new Workshop()

async function judge(...args: string[]): Promise<Report> {
  const { out, err } = await workshop.run([...args, '--reporter', 'json'])
  // A loop logs on stderr.
  if (out === '') throw new Error(err)
  return JSON.parse(out) as Report
}

function python(name: string): string {
  return `python:${new URL(`./python/${name}.py`, import.meta.url).pathname}`
}

beforeAll(() => {
  workshop.write({
    'exits.mjs': loopModule('stop() { super.stop(); process.exit() }'),
    'loop.mjs': loopModule(
      'createTask(...call) { const task = super.createTask(...call); registry.register(task, 0); return task }',
      'const registry = new FinalizationRegistry(() => { throw new Error("a task is gone") })',
    ),
    'throws-late.mjs':
      'import Loop from "./loop.mjs"\n' +
      'export default { name: "throws late", profiles: ["gc"], newEventLoop: () => new Loop() }\n',
  })
})
afterAll(() => workshop.remove())

describe('one mistake is one root cause', () => {
  it('if the loop ends its process at each stop()', async () => {
    const report = await judge('./exits.mjs')
    expect(rootCauses(report)).toEqual(['lifecycle.run-forever-ends-at-stop'])
    expect(report.results.filter(({ status }) => status === 'crash').length).toBeLessThan(10)
  })

  it('if a finalizer throws: no check is blamed that has not made the object', async () => {
    const report = await judge('./throws-late.mjs')
    expect(rootCauses(report)).toEqual(['task.done-task-is-released'])
    expect(report.findings.join('\n')).toContain('let an error get away: Error("a task is gone")')
  })

  it.skipIf(!hasPython)('if a fatal error leaves a loop in Python running', async () => {
    const report = await judge(python('fatal_loop'))
    expect(rootCauses(report)).toEqual(['lifecycle.fatal-error-ends-the-run'])
  })

  it.skipIf(!hasPython)('if gather() in Python does not ask for the second failure', async () => {
    const report = await judge(python('unasked_gather'), '--grep', 'future.unretrieved')
    expect(rootCauses(report)).toEqual(['future.unretrieved-exception-reaches-the-handler'])
    const [failed] = report.results.filter(({ status }) => status === 'fail')
    expect(failed?.situation).toBe('the second failure of a gathering, and a future')
  })

  it.skipIf(!hasPython)('if a future in Python removes callbacks by identity', async () => {
    const report = await judge(python('removes_by_identity'), '--grep', 'future.')
    expect(rootCauses(report)).toEqual(['future.callback-can-be-removed'])
  })

  it.skipIf(!hasPython)('if a BaseException leaves a loop in Python', async () => {
    const report = await judge(python('lets_base_exceptions_out'), '--grep', 'exceptions.')
    expect(rootCauses(report)).toEqual(['exceptions.every-kind-of-callback-is-reported'])
    const [failed] = report.results.filter(({ status }) => status === 'fail')
    expect(failed?.case).toBe('the error is a BaseException')
  })
})
