/** Mistakes that authors of real loops met first, and the sentence that each of them gets. */
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
    'misspelt.py': loopWith(
      '    def call_at(self, when, callback, *args, context=None):\n' +
        '        return super().call_at(whn, callback, *args, context=context)\n',
    ),
  })
})
afterAll(() => workshop.remove())

async function judge(file: string, grep: string): Promise<readonly CheckResult[]> {
  const { out, err } = await workshop.run([`python:./${file}`, '--grep', grep, '--reporter', 'json'])
  if (out === '') throw new Error(err)
  return (JSON.parse(out) as Report).results
}

describe.skipIf(!hasPython)('what the loop raised is said first, at its line and without a hint:', () => {
  it.each([
    [
      'by run_forever, of a GUI loop without its application',
      'no_display.py',
      'lifecycle.run-forever-ends-at-stop',
      /^run_forever\(\) \w+ RuntimeError\('no DISPLAY: make an application first'\)\. "stop" never happened\./,
      /no_display\.py:5/,
    ],
    [
      'by call_at, in a check about the fatal pair',
      'misspelt.py',
      'lifecycle.fatal-error-ends-the-run',
      /^call_\w+\(\) \w+ NameError\("name 'whn' is not defined"\)/,
      /misspelt\.py:5/,
    ],
  ])('%s', async (_what, file, grep, says, at) => {
    const failed = (await judge(file, grep)).filter(({ status }) => status === 'fail')
    const found = failed.find(({ message = '' }) => says.test(message))
    expect(found, failed.map(({ message }) => message).join('\n')).toBeDefined()
    expect(found?.at).toMatch(at)
    expect(found?.hint).toBeUndefined()
  })
})
