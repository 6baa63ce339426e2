/** The command `hooks`: what it prints, its exit codes, and what it refuses. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HooksReport } from '../../bridge/hooks.ts'
import { hasPython } from '../../self-test/python/has-python.ts'
import { Workshop } from '../../self-test/workshop.ts'

const workshop = new Workshop()
const breaking = `
import asyncio

class MyLoop(asyncio.SelectorEventLoop):
    def _add_reader(self, fd, callback, *args):
        print('a loop may print')
        return super()._add_reader(fd, callback, *args)

print('a module may print')
`

beforeAll(() => {
  workshop.write({ 'breaks.py': breaking, 'fine.py': breaking.replace('*args)', '*args, **kwargs)') })
})

afterAll(() => {
  workshop.remove()
})

describe.skipIf(!hasPython)('hooks', () => {
  it('says what breaks, from which version on, and what to write', async () => {
    const { code, out } = await workshop.run(['hooks', 'python:./breaks.py'])
    expect(code).toBe(1)
    expect(out).toContain('✗ MyLoop._add_reader breaks from CPython 3.15 on')
    expect(out).toMatch(/passed +_add_reader\(fd, callback, \*args, context=…\)/)
    expect(out).toMatch(/by +_SelectorTransport\._add_reader/)
    expect(out).toMatch(/write +def _add_reader\(self, fd, callback, \*args, context=None\):/)
    expect(out).toMatch(/1 override breaks\. Nothing breaks up to CPython 3\.14\.\n$/)
  })

  it('ends with 0 if nothing breaks, and prints JSON', async () => {
    const { code, out } = await workshop.run(['hooks', 'python:./fine.py', '--reporter', 'json'])
    const report = JSON.parse(out) as HooksReport
    expect(code).toBe(0)
    expect(report).toMatchObject({ loop: 'fine.MyLoop', to: '3.15', bindsUpTo: '3.15' })
    expect(report.overrides.map(({ method }) => method)).toEqual(['_add_reader'])
  })

  it.each([
    [['hooks'], /hooks needs a loop in Python/],
    [['hooks', './my-loop.ts'], /hooks is about loops in Python/],
    [['hooks', 'python:./no.py'], /There is no file/],
    [['hooks', 'python:./fine.py', '--to', '4'], /Found: {4}4\nExpected: a version such as 3\.15/],
    [['hooks', 'python:./fine.py', '--to', '3.99'], /--to does not fit the interpreter/],
    [['hooks', 'python:./fine.py', '--reporter', 'html'], /Unknown reporter 'html'.*pretty, json/],
  ])('refuses %j', async (args, says) => {
    const { code, err } = await workshop.run(args)
    expect(err).toMatch(says)
    expect(err).not.toMatch(/Traceback|^\s+at /m)
    expect(code).toBe(2)
  })
})
