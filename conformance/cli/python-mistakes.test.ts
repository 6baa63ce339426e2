/** Mistakes that authors of real loops met first, and the sentence that each of them gets. */
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CheckResult, Report } from '../../spec/index.ts'
import { hasPython } from '../self-test/python/has-python.ts'
import { Workshop } from '../self-test/workshop.ts'

const workshop = new Workshop()
const loopWith = (body: string): string =>
  `import asyncio\n\nclass MyLoop(asyncio.SelectorEventLoop):\n${body}\n`

beforeAll(() => {
  workshop.write({
    'no_display.py': loopWith(
      '    def run_forever(self):\n        raise RuntimeError("no DISPLAY: make an application first")\n',
    ),
    'torn_down.py': loopWith(
      '    torn_down = False\n\n' +
        '    def close(self):\n        self.torn_down = True\n        super().close()\n\n' +
        '    def _run_once(self):\n        while self.torn_down and self.is_running():\n            pass\n' +
        '        super()._run_once()\n',
    ),
    'misspelt.py': loopWith(
      '    def call_at(self, when, callback, *args, context=None):\n' +
        '        return super().call_at(whn, callback, *args, context=context)\n',
    ),
  })
})
afterAll(() => workshop.remove())

async function reportOf(entry: string, grep: string): Promise<Report> {
  const { out, err } = await workshop.run([entry, '--grep', grep, '--reporter', 'json'])
  if (out === '') throw new Error(err)
  return JSON.parse(out) as Report
}

async function judge(file: string, grep: string): Promise<readonly CheckResult[]> {
  return (await reportOf(`python:./${file}`, grep)).results
}

describe.skipIf(!hasPython)('a loop without set_exception_handler and other methods', () => {
  const entry = `python:${fileURLToPath(new URL('../self-test/python/tutorial_loop.py', import.meta.url))}`

  it('gets one list, one root cause for each method, and is judged in all else', async () => {
    const report = await reportOf(entry, 'factories.')
    const missing = new Map(report.missing?.map(({ method, checks }) => [method, checks]))
    expect(missing.get('set_task_factory')).toBeGreaterThan(10)
    expect(missing.get('add_reader')).toBe(0)
    expect(missing.has('call_soon')).toBe(false)
    const failed = report.results.filter(({ status }) => status === 'fail')
    expect(failed.map(({ lacks }) => lacks)).not.toContain(undefined)
    expect(failed[0]?.message).toMatch(/^The loop has no \w+\(\), which this check needs\.$/)
    const roots = new Map(failed.map(({ clause, lacks = '' }) => [clause, lacks]))
    expect(new Set(roots.values()).size).toBe(roots.size)
    expect(report.summary.must).toMatchObject({ hang: 0, crash: 0, blocked: 0 })
    expect(report.summary.must.pass).toBeGreaterThan(15)
  })

  it('is told of them before anything else', async () => {
    const { out } = await workshop.run([entry, '--grep', 'exceptions.callback-error-is-reported'])
    const list = out.indexOf(
      'Not implemented (inherited from AbstractEventLoop, or raises NotImplementedError):',
    )
    expect(list).toBeGreaterThan(0)
    expect(out).toMatch(/^ {2}set_exception_handler +\d+ checks? cannot do without it$/m)
    expect(out.replaceAll(/\s+/g, ' ')).toMatch(/No check has called .*add_reader/)
    expect(list).toBeLessThan(out.indexOf('exceptions  '))
  })
})

describe.skipIf(!hasPython)(
  'what the loop raised is said first, at its line and without a hint about something else:',
  () => {
    it.each([
      [
        'by run_forever, of a GUI loop without its application',
        'no_display.py',
        'lifecycle.run-forever-ends-at-stop',
        /^run_forever\(\) \w+ RuntimeError\('no DISPLAY: make an application first'\)\. "stop" never happened\./,
        /no_display\.py:5/,
        'Make the application in the module, before the loop, and keep it. The guide is: Judge a GUI loop.',
      ],
      [
        'by call_at, in a check about the fatal pair',
        'misspelt.py',
        'lifecycle.fatal-error-ends-the-run',
        /^call_\w+\(\) \w+ NameError\("name 'whn' is not defined"\)/,
        /misspelt\.py:5/,
        undefined,
      ],
    ])('%s', async (_what, file, grep, says, at, hint) => {
      const failed = (await judge(file, grep)).filter(({ status }) => status === 'fail')
      const found = failed.find(({ message = '' }) => says.test(message))
      expect(found, failed.map(({ message }) => message).join('\n')).toBeDefined()
      expect(found?.at).toMatch(at)
      expect(found?.hint).toBe(hint)
    })
  },
)

it.skipIf(!hasPython)('a loop that is torn down by a close() that it refuses: the hang says so', async () => {
  const grep = 'lifecycle.close-is-refused-while-running'
  const { out } = await workshop.run([
    'python:./torn_down.py',
    '--grep',
    grep,
    '--timeout',
    '100',
    '--reporter',
    'json',
  ])
  const [hung] = (JSON.parse(out) as Report).results.filter(({ status }) => status === 'hang')
  expect(hung?.message).toMatch(
    /waiting for the run to end\. Before that, close\(\) raised RuntimeError\(.*running.*\)\.$/,
  )
})
