import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reference, Workshop } from '../self-test/workshop.ts'

const workshop = new Workshop()
const adapter = (members: string): string =>
  `import { VirtualEventLoop } from '${reference}'\n` +
  `export default { name: 'x', newEventLoop: () => new VirtualEventLoop(), ${members} }\n`

const methods = [
  ...['runForever', 'runUntilComplete', 'stop', 'isRunning', 'isClosed', 'close', 'callSoon'],
  'setExceptionHandler',
]

/** The arguments, and what the message has to say: what was found, and what was expected. */
const mistakes: Record<string, { args: string[]; says: RegExp[] }> = {
  'nothing at all': { args: [], says: [/Expected an event loop\. Found nothing/, /Usage:/] },
  'an empty name': { args: [''], says: [/Expected an event loop\. Found nothing/, /Usage:/] },
  'a path that does not exist': {
    args: ['./throw.ts'],
    says: [/There is no candidate \.\/throw\.ts/, /Did you mean \.\/throws\.ts\?/],
  },
  'a path through a file': {
    args: ['./good.ts/loop.ts'],
    says: [/There is no candidate \.\/good\.ts\/loop\.ts/],
  },
  'a package that does not exist': { args: ['no-such-loop'], says: [/no installed package of that name/] },
  'a command misspelt': { args: ['lits'], says: [/no candidate lits/, /the command 'list'/] },
  'a newer command misspelt': { args: ['verfiy'], says: [/no candidate verfiy/, /the command 'verify'/] },
  'a folder without a module': { args: ['./barren'], says: [/readme\.md/, /index\.ts/] },
  'a module with a syntax error': { args: ['./syntax.ts'], says: [/syntax\.ts:2:13/, /let answer/] },
  'an import of nothing': {
    args: ['./imports.ts'],
    says: [/imports a module that does not exist/, /Could not resolve "\.\/nowhere"/],
  },
  'a module that throws': { args: ['./throws.ts'], says: [/Error: out of order/, /throws\.ts:2:7/] },
  'a module that spins': { args: ['./spins.ts'], says: [/not loaded within 10000 ms/] },
  'a module that exits': { args: ['./exits.ts'], says: [/process\.exit\(0\)/] },
  'a default export of the wrong shape': {
    args: ['./shape.ts'],
    says: [/default: the string 'loop'/, /a loop class/, /newEventLoop: \(\) => new MyLoop\(\)/],
  },
  'a loop instead of its class': { args: ['./instance.ts'], says: [/Every check needs a new one/] },
  'a class exported by name': { args: ['./by-name.ts'], says: [/Mine is a loop class/] },
  'a newEventLoop that does not return a loop': {
    args: ['./no-loop.ts'],
    says: [/has no runForever, no runUntilComplete, no stop, .*no callSoon/, /with run/],
  },
  'a newEventLoop that is not a function': {
    args: ['./number.ts'],
    says: [/newEventLoop is the number 3\. It has to be a function/],
  },
  'a file of JSON': {
    args: ['./data.json'],
    says: [/\.\/data\.json cannot be a candidate: files that end in \.json are not supported/, /\.ts, \.mts/],
  },
  'a file of JSX': { args: ['./view.jsx'], says: [/files that end in \.jsx are not supported/] },
  'a loop that imports nothing': {
    args: ['./alone.ts'],
    says: [/no \w+, .* and \d+ more/, /import "loop-conformance\/reference"/],
  },
  'no clause to explain': { args: ['explain'], says: [/explain needs a clause, area, profile or name/] },
  'no report to verify': {
    args: ['verify'],
    says: [/verify needs a report\.\nExpected: loop-conformance verify/],
  },
  'a newEventLoop that returns a promise': {
    args: ['./promise.ts'],
    says: [/newEventLoop\(\) returned a promise/, /setup\(\) of the adapter/],
  },
  'a successor with a hook misspelt': {
    args: ['./hook.ts'],
    says: [/class MyLoop .*has no writeToSelf/, /the profile base-hooks/],
  },
  'a newEventLoop that throws': { args: ['./loop-throws.ts'], says: [/no loop today/] },
  'a newEventLoop that throws, without the reference': {
    args: ['./bare-throws.mjs'],
    says: [/newEventLoop\(\) of bare-throws threw/, /no bare loop today/, /bare-throws\.mjs:1:\d+/],
  },
  'an import of nothing, in JavaScript': {
    args: ['./imports.mjs'],
    says: [/Cannot find module '.*nowhere\.js' imported from .*imports\.mjs'?\nExpected/],
  },
  'a folder with the name of a file beside it': {
    args: ['./empty/'],
    says: [/The folder \.\/empty\/ has no main module/],
  },
  'an unknown profile': { args: ['./profile.ts'], says: [/'hots'/, /Did you mean host\?/] },
  'an unknown clause': {
    args: ['./clause.ts'],
    says: [/scheduling\.calbacks-run-in-order/, /Did you mean scheduling\.callbacks-run-in-order/],
  },
  'a deviation without a reason': { args: ['./reason.ts'], says: [/without a reason/] },
  'a misspelt member': { args: ['./member.ts'], says: [/'profile'/, /Did you mean profiles\?/] },
  'a loop in Python without a module': { args: ['python:'], says: [/names no module/, /python:uvloop/] },
  'a file of Python that does not exist': {
    args: ['python:./nowhere.py:Loop'],
    says: [/There is no file .*nowhere\.py/, /Expected/],
  },
  'an interpreter that does not exist': {
    args: ['python:asyncio', '--python', '/no/such/python'],
    says: [/There is no interpreter \/no\/such\/python/, /CPython 3\.8 or later/],
  },
  'an interpreter that is not Python': {
    args: ['python:asyncio', '--python', process.execPath],
    says: [/is not CPython 3\.8 or later/, /exit code \d+/, /Cannot find module/],
  },
  'an interpreter for a loop in JavaScript': {
    args: ['./good.ts', '--python', 'python3'],
    says: [/--python only applies to candidates in Python/, /--python python3 with \.\/good\.ts/],
  },
  'a package of Pyodide that is not installed': {
    args: ['pyodide:asyncio', '--python', 'no-such-pyodide'],
    says: [/no npm package no-such-pyodide/, /npm install pyodide/],
  },
  'a loop in Python that is not installed': { args: ['python:no_such_loop'], says: [/There is no/] },
  'a grep that matches nothing': {
    args: ['./good.ts', '--grep', 'future.keeps-its-resutl'],
    says: [/No check matches/, /Did you mean future\.keeps-its-result\?/],
  },
  'a profile that is not claimed': {
    args: ['./good.ts', '--profile', 'host'],
    says: [/does not claim the profile host/],
  },
  'some profiles that are claimed and some that are not': {
    args: ['./good.ts', '--profile', 'core,host,net'],
    says: [/does not claim the profile host or net\./, /Expected: profiles: \['host', 'net'\]/],
  },
  'a profile by its former name': {
    args: ['./former.ts'],
    says: [/the profile 'successor'/, /The profile successor is now called base-hooks\./],
  },
  'a former name after --profile': {
    args: ['./good.ts', '--profile', 'successor'],
    says: [/The profile successor is now called base-hooks\./],
  },
  'a profile that does not exist': { args: ['./good.ts', '--profile', 'cor'], says: [/mean core\?/] },
  'a claim of a profile that does not exist': {
    args: ['./good.ts', '--claim', 'debug,nets'],
    says: [/Unknown profile 'nets'. Did you mean net\?/],
  },
  'an unknown option': { args: ['./good.ts', '--grpe', 'x'], says: [/--grpe/, /Did you mean --grep\?/] },
  'an unknown reporter': { args: ['./good.ts', '--reporter', 'jnuit'], says: [/Did you mean junit\?/] },
  'two reports on one output': {
    args: ['./good.ts', '--reporter', 'json', '--reporter', 'junit'],
    says: [/--reporter junit=report\.xml/],
  },
  'annotations in the middle of a report for machines': {
    args: ['./good.ts', '--reporter', 'json', '--reporter', 'github'],
    says: [/--reporter github=annotations\.txt/],
  },
  'a report without its file': {
    args: ['./good.ts', '--reporter', 'json='],
    says: [/--reporter json=<file>/],
  },
  'a report in a place that cannot be written': {
    args: ['./good.ts', '--grep', 'future.keeps', '--reporter', 'json=good.ts/report.json'],
    says: [/cannot be written/],
  },
  'a seed that is not a number': {
    args: ['./good.ts', '--seed', 'x'],
    says: [/--seed needs a whole number/],
  },
  'no jobs': { args: ['./good.ts', '--jobs', '0'], says: [/--jobs needs a whole number of at least 1/] },
  'two candidates': {
    args: ['./good.ts', './shape.ts'],
    says: [/Expected one candidate, got 2: \.\/good\.ts, \.\/shape\.ts/],
  },
  'a misspelt command with an argument': {
    args: ['explian', 'callSoon'],
    says: [/Expected one candidate, got 2: explian, callSoon\nDid you mean the command 'explain'\?/],
  },
  'an unknown clause to explain': {
    args: ['explain', 'future.keeps-the-result'],
    says: [/Did you mean future\.keeps-its-result/, /loop-conformance list/],
  },
  'a list of nothing': { args: ['list', '--grep', 'zzzz'], says: [/No clause contains 'zzzz'/] },
}

beforeAll(() => {
  workshop.write({
    'good.ts': adapter(''),
    'barren/readme.md': '',
    'empty/readme.md': '',
    'empty.ts': adapter(''),
    'bare-throws.mjs': "export const newEventLoop = () => { throw new Error('no bare loop today') }\n",
    'imports.mjs': "import './nowhere.js'\n",
    'syntax.ts': '\nlet answer: = 42\n',
    'imports.ts': "import './nowhere'\n",
    'throws.ts': "interface Unused {}\nthrow new Error('out of order')\n",
    'spins.ts': 'type Unused = 1\nfor (;;) {}\n',
    'exits.ts': 'process.exit(0)\n',
    'shape.ts': "export default 'loop'\n",
    'instance.ts': `import { VirtualEventLoop } from '${reference}'\nexport default new VirtualEventLoop()\n`,
    'by-name.ts': `import { VirtualEventLoop } from '${reference}'\nexport class Mine extends VirtualEventLoop {}\n`,
    'promise.ts': adapter('').replace('() =>', 'async () =>'),
    'hook.ts':
      `import { BaseEventLoop } from '${reference}'\n` +
      'class MyLoop extends BaseEventLoop { time() { return 0 } select() {} writeToself() {} }\n' +
      "export default { name: 'x', profiles: ['base-hooks'], newEventLoop: () => new MyLoop() }\n",
    'number.ts': 'export default { name: "x", newEventLoop: 3 }\n',
    'data.json': '{}',
    'view.jsx': 'export default <p />\n',
    'alone.ts': `export default class Alone { ${methods.map((name) => `${name}() {}`).join(' ')} }\n`,
    'no-loop.ts': 'export const newEventLoop = () => ({ run() {} })\n',
    'loop-throws.ts': `import '${reference}'\nexport function newEventLoop() { throw new Error('no loop today') }\n`,
    'profile.ts': adapter("profiles: ['hots']"),
    'former.ts': adapter("profiles: ['host', 'successor']"),
    'clause.ts': adapter("deviations: [{ clause: 'scheduling.calbacks-run-in-order', reason: 'r' }]"),
    'reason.ts': adapter("deviations: [{ clause: 'scheduling.callbacks-run-in-order' }]"),
    'member.ts': adapter("profile: ['host']"),
  })
})
afterAll(() => workshop.remove())

describe('an error says what was found, what was expected and what to do, for', () => {
  it.each(Object.entries(mistakes))('%s', async (_name, { args, says }) => {
    const { code, err } = await workshop.run(args)
    for (const pattern of says) expect(err).toMatch(pattern)
    expect(err).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m)
    expect(code).toBe(2)
  })
})
