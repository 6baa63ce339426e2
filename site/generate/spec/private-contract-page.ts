import {
  callerName,
  callText,
  holdsIn,
  hooksTable,
  inOrderOfWords,
  minorOf,
  wordsOf,
  type Hook,
  type HookCall,
  type HookKind,
  type Span,
} from '../../../scripts/hooks/table.ts'
import type { Page } from '../page.ts'

const kinds: Readonly<Record<HookKind, readonly [title: string, text: string]>> = {
  loop: [
    'On a loop',
    'Private methods are called on a loop that extends the class in which they are declared. Public ones, and `_timer_handle_cancelled`, are called on any loop.',
  ],
  server: ['On a server', "asyncio's transports call these on the server that they were given."],
  transport: [
    'On a transport',
    "A subclass of one of asyncio's transports overrides these. `SSLProtocol` and `sendfile` call some of them on the transport of any loop.",
  ],
  future: [
    'On a future or a task',
    'Tasks call these on what they wait for; `timeout`, `TaskGroup` and `Runner` on tasks.',
  ],
}

const mostCallers = 3

/** The private contract, hook by hook, version by version, from `spec/hooks`. */
export function privateContractPage(): Page {
  const { sources, hooks } = hooksTable
  const versions = Object.keys(sources)
  const sections = (Object.keys(kinds) as HookKind[]).map((kind) => {
    const [title, text] = kinds[kind]
    const own = hooks.filter((hook) => hook.kind === kind)
    const explained = inOrderOfWords(own)
    return `## ${title}\n\n${text}\n\n${explained.map(hookSection).join('\n\n')}\n\n${others(own)}`.trimEnd()
  })
  return {
    path: '/spec/private-contract/',
    title: 'The private contract',
    description:
      'Which methods asyncio calls on loops, servers, transports and futures of others, with which arguments, in each version of CPython.',
    outline: 2,
    markdown: `# The private contract

asyncio calls methods of your loop that no documentation promises, and each version may pass them other arguments. This page has each of
them: what it is for, what is passed since when, and a definition that works on every version. It comes from the sources of CPython
${versions.map((version) => sources[version] ?? '').join(', ')}.

\`loop-conformance hooks\` [holds a loop against it](/guide/python/#what-the-next-cpython-breaks).
[What changed in the contract](/guide/contract-history/) tells the same by version.

${sections.join('\n\n')}

## Public methods that changed

What \`AbstractEventLoop\` declares. A program may pass what is new; asyncio itself passes what the sections above say.

${publicMethods()}
`,
  }
}

function hookSection(hook: Hook): string {
  const words = wordsOf(hook)
  const rows = passedOf(hook).map(
    (call) => `| ${code(callText(hook.name, call.args))} | ${when(call)} | ${callers(call.by)} |`,
  )
  const declared = hook.declared.map(
    (one) => `| ${code(`${one.in}.${hook.name}(${one.parameters})`)} | ${when(one)} | *declared* |`,
  )
  return `### ${code(hook.name)} {#${hook.kind}-${hook.name}}

${words?.for ?? ''}

\`\`\`py
${words?.write ?? ''}
\`\`\`

| | CPython | by |
| --- | --- | --- |
${[...rows, ...declared].join('\n')}`
}

/** One row for each list of arguments: from the first version that passes it to the last, and who passed it then. */
function passedOf({ calls }: Hook): HookCall[] {
  const versions = Object.keys(hooksTable.sources)
  return [...new Set(calls.map(({ args }) => args))].map((args) => {
    const same = calls.filter((call) => call.args === args)
    const passing = versions.filter((version) => same.some((call) => holdsIn(call, version)))
    const [first = '', last = ''] = [passing[0], passing.at(-1)]
    return {
      args,
      by: [...new Set(same.filter((call) => holdsIn(call, last)).flatMap(({ by }) => by))],
      ...(first === versions[0] ? {} : { since: first }),
      ...(last === versions.at(-1) ? {} : { until: last }),
    }
  })
}

/** The public methods of AbstractEventLoop that came, or got parameters, since the first version of the table. */
function publicMethods(): string {
  const rows = Object.entries(hooksTable.public).flatMap(([method, spans]) =>
    [...spans]
      .sort((a, b) => minorOf(a.since ?? '3.0') - minorOf(b.since ?? '3.0'))
      .map((one) => `| ${code(`${method}(${one.parameters})`)} | ${when(one)} |`),
  )
  return ['| | CPython |', '| --- | --- |', ...rows].join('\n')
}

/** The methods that are called and that nobody has a reason to override: their names. */
function others(own: readonly Hook[]): string {
  const names = own.filter((hook) => wordsOf(hook) === null).map(({ name }) => code(name))
  return names.length === 0 ? '' : `asyncio also calls, and \`hooks\` also holds: ${names.join(', ')}.`
}

function when({ since, until }: Span): string {
  if (since === undefined) return until === undefined ? 'all' : `up to ${until}`
  if (until === undefined) return `since ${since}`
  return since === until ? since : `${since} to ${until}`
}

function callers(by: readonly string[]): string {
  const rest = by.length - mostCallers
  const names = by.slice(0, mostCallers).map((one) => code(callerName(one)))
  return `${names.join(', ')}${rest > 0 ? ` and ${String(rest)} more` : ''}`
}

function code(text: string): string {
  return `\`${text}\``
}
