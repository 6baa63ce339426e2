import type { Page } from '../page.ts'

export interface Entry {
  /** As TypeDoc calls it. */
  readonly module: string
  readonly specifier: string
  readonly about: string
  readonly example: string
}

/** The public entries of the package. Nothing else of it may be imported. */
export const entries: readonly Entry[] = [
  {
    module: 'conformance',
    specifier: 'loop-conformance',
    about:
      'Says what a candidate is, and runs the suite from a program: no processes, no Node modules, nothing written.',
    example: "import { defineAdapter, runSuite } from 'loop-conformance'",
  },
  {
    module: 'spec',
    specifier: 'loop-conformance/spec',
    about: 'The contract as types, its errors, and the clauses as data. It has no code of a loop.',
    example: "import { RuntimeError, specification, type EventLoop } from 'loop-conformance/spec'",
  },
  {
    module: 'reference',
    specifier: 'loop-conformance/reference',
    about: 'The reference loop for every host, without a dependency, and what is written on top of a loop.',
    example: "import { BaseEventLoop, VirtualEventLoop, gather, sleep } from 'loop-conformance/reference'",
  },
  {
    module: 'reference/node',
    specifier: 'loop-conformance/reference/node',
    about:
      'The same with `NodeEventLoop`: real time and real sockets. To import it makes that the loop of `newEventLoop()`.',
    example: "import { NodeEventLoop, run } from 'loop-conformance/reference/node'",
  },
  {
    module: 'conformance/vitest',
    specifier: 'loop-conformance/vitest',
    about: 'The suite as tests of your own vitest, one for each check.',
    example: "import { conformanceTests } from 'loop-conformance/vitest'",
  },
]

export function apiOverview(): Page {
  const rows = entries.map(
    ({ module, specifier, about }) => `| [\`${specifier}\`](/api/${module}/) | ${about} |`,
  )
  return {
    path: '/api/',
    title: 'API',
    description: 'The public entries of the package loop-conformance.',
    markdown: `# API

| entry | |
| --- | --- |
${rows.join('\n')}

**Units.** Every time and duration is in milliseconds, a deadline is one of the loop's own clock, a size is in bytes.

**Errors.** Misuse throws at the call: \`TypeError\` for what is of the wrong kind, \`RuntimeError\` for what is right and comes at the
wrong moment, \`ValueError\` for what is of the right kind and no good. What an error is, is decided by its
[kind](/api/spec/functions/errorKind/), so that a loop need not import ours. Each page says what its functions throw.
`,
  }
}
