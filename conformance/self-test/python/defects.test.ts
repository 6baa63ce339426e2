/** Loops in Python with one defect each: the report is in the words of Python, whichever reporter shows it. */
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { specification, type Report } from '../../../spec/index.ts'
import { connectPython } from '../../bridge/index.ts'
import { runInProcess } from '../../harness/index.ts'
import { reporters } from '../../reporters/index.ts'
import { suite } from '../../suite/index.ts'
import { captureNodeHost } from '../../supervisor/node-host.ts'
import { hasPython } from './has-python.ts'
import { javascriptWordsIn } from './javascript-words.ts'

const folder = path.join(import.meta.dirname, 'defects')
const host = captureNodeHost()

/** By file: the class of the loop, what is judged, and what the report says of it. */
const defects: Readonly<Record<string, readonly (readonly [string, string, RegExp])[]>> = {
  running: [
    [
      'TakesAnything',
      'lifecycle.run-until-complete-refuses',
      /run_until_complete\(42\) did not raise\. It returned None/,
    ],
    [
      'NeedsDisplay',
      'lifecycle.stop',
      /run_forever\(\) raised RuntimeError\('no DISPLAY environment variable'\)/,
    ],
    ['ForgetsToClose', 'lifecycle.close', /is_closed\(\)[^.]* is (?:False, not True|True)/],
    ['StaysRunning', 'lifecycle.run-forever', /raised RuntimeError\('This event loop is already running'\)/],
    ['TellsNumbers', 'lifecycle.is-running', /after the run: \[None, 1, 1, None\]/],
  ],
  scheduling: [
    ['ReturnsNothing', 'handles.cancelled-callback', /call_soon\(\) returned None/],
    ['OwnHandle', 'handles.each-call', /AttributeError\("'MyHandle' object has no attribute 'cancelled'"\)/],
    ['RunsAtOnce', 'task-registry.living', /task-registry\.living-task-is-listed MUST/],
    ['LosesArguments', 'scheduling.arguments', /the arguments: \[0, 1, 2, 'the value', 0, 1, 2\]/],
    [
      'MisspeltName',
      'scheduling.threadsafe',
      /AttributeError\("'MisspeltName' object has no attribute 'wake_up'"\)/,
    ],
    ['NewestFirst', 'scheduling.callbacks-run', /"c" came before "b"|"b" came before "a"/],
  ],
  timers: [
    ['CountsMilliseconds', 'handles.when-is', /when\(\) of call_later\([\d.]+\) is about [\d.]+ s/],
    ['PlainHandle', 'handles.when-of-a-due', /AttributeError\("'Handle' object has no attribute 'when'"\)/],
    ['HasNoWhen', 'handles.when-is', /AttributeError\("'Handle' object has no attribute 'when'"\)/],
    ['MisspeltInCallAt', 'timers.passed', /call_later\(\) raised NameError\("name 'now' is not defined"\)/],
    ['TakesText', 'timers.what-is-no-time', /call_later\(None\) did not raise\. It returned a TimerHandle/],
  ],
  connections: [
    [
      'PassesViews',
      'transports.received-bytes',
      /The classes of what data_received\(\) got: \['memoryview'\]/,
    ],
    [
      'StopsServing',
      'server.want-of-descriptors-passes',
      /Timed out after [\d.]+ s, waiting for two connections/,
    ],
    ['KeepsRefusedSockets', 'transports.failed-attempts', /8 more files and sockets are open than before/],
    ['KeepsSocketsOfItsOwn', 'server.failed-bind-closes', /8 more files and sockets are open than before/],
    [
      'KeepsSocketsOfItsOwn',
      'server.cancelled-creation-binds',
      /8 more files and sockets are open than before/,
    ],
    ['KeepsSocketsOfItsOwn', 'datagram.used-address', /8 more files and sockets are open than before/],
    ['LeavesServersOpen', 'server.is-serving', /is_serving\(\) after the block is True/],
    ['KeepsSocketsOfItsOwn', 'datagram.cancelled-creation', /8 more files and sockets are open than before/],
  ],
  tasks: [
    [
      'TaskFactoryIsLost',
      'factories.factory-makes',
      /received: \[a coroutine, a coroutine\] actual The coroutines that the factory received: \[\]/,
    ],
    ['CopiesResults', 'future.keeps-its-result', /result\(\) is \[0\]/],
    ['NamesTasks', 'factories.task-has', /is 'worker'/],
    [
      'HandlerGetsOneArgument',
      'exceptions.callback-error',
      /is \{'message': 'Exception in callback callback_of_the_check\(\)/,
    ],
    [
      'KeepsErrors',
      'exceptions.callback-error',
      /context is Exception\('of the callback'\) actual `exception` of the context is None\./,
    ],
    ['TakesAnyHandler', 'exceptions.handler-must', /set_exception_handler\(a number\) did not raise/],
  ],
}

async function judge(file: string, callable: string, grep: string): Promise<Report> {
  const module = path.join(folder, `${file}.py`)
  const adapter = await connectPython({ way: 'python', module, callable, interpreter: 'python3' })
  try {
    return await runInProcess(adapter, { suite: suite.filter(({ clause }) => clause.includes(grep)), host })
  } finally {
    await adapter.teardown?.()
  }
}

/** What a reader sees of a report: no styles, no data, no markup. How long the kit has taken is no time of the loop. */
function shown(text: string): string {
  return text
    .replaceAll(/<(style|script)\b[\s\S]*?<\/\1>/g, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll(/&[lg]t;/g, ' ')
    .replaceAll(/(seed \d+ · |\bran\s+)[\d.]+\s*m?s/g, '$1')
}

describe.skipIf(!hasPython).each(Object.entries(defects))('a loop of %s.py', (file, loops) => {
  it.each(loops)('%s is reported in the words of Python', async (callable, grep, says) => {
    const report = await judge(file, callable, grep)
    expect(report.dialect).toBe('python')
    const context = { specification, width: 80, color: false, folder }
    for (const [name, reporter] of Object.entries(reporters)) {
      if (name === 'json') continue
      const text = reporter(report, context)
      expect(javascriptWordsIn(shown(text)), name).toEqual([])
      if (name === 'pretty') expect(text.replaceAll(/\s+/g, ' ')).toMatch(says)
    }
    const failed = report.results.filter(({ status }) => status === 'fail')
    for (const { at } of failed) if (at !== undefined) expect(at).toMatch(/\.py:\d+$/)
    expect(failed).not.toEqual([])
  })
})
