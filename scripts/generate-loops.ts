/** Writes the loops of the playground's menu: the examples that run in a browser, and a module for each fault of the self-test. */
import { readFileSync, writeFileSync } from 'node:fs'
import { faults } from '../conformance/self-test/faults/index.ts'
import type { Fault } from '../conformance/self-test/fault.ts'
import { bundleFaults } from './bundle-faults.ts'

/** How many faults the menu does not have, by what a browser lacks to judge them. The playground checks these names. */
const lacking = {
  sockets: 0,
  'garbage collection': 0,
  'pending timers': 0,
  'working time': 0,
  'generated programs': 0,
}
type Lack = keyof typeof lacking

/** Clauses whose checks ask the host what keeps it, or how long it has been at work, or need generated programs. */
const seenBy: Readonly<Record<string, Lack>> = {
  'lifecycle.running-loop-keeps-the-process-alive': 'pending timers',
  'lifecycle.closed-loop-leaves-the-host-alone': 'pending timers',
  'server.closed-loop-leaves-the-host-alone': 'sockets',
  'datagram.closed-loop-leaves-the-host-alone': 'sockets',
  'unix.cancelled-creation-makes-nothing': 'sockets',
  'scheduling.waiting-loop-sleeps': 'working time',
  'programs.do-what-they-do-on-asyncio': 'generated programs',
}

/** A browser has no sockets, does not collect garbage on request, and does not say what it is doing. */
function lackOf({ clause, adapter }: Fault): Lack | null {
  const { profiles = [] } = adapter
  if (profiles.includes('net-real') || profiles.includes('tls')) return 'sockets'
  return seenBy[clause] ?? (profiles.includes('gc') ? 'garbage collection' : null)
}

for (const fault of faults) {
  const lack = lackOf(fault)
  if (lack !== null) lacking[lack]++
}

const judged = faults.filter((fault) => lackOf(fault) === null)
const sources = await bundleFaults(judged)
const loops = judged.map(({ name, clause }) => ({ name, clause, source: sources.get(name) }))
const examples = [
  { name: 'minimal', file: 'examples/minimal/index.ts' },
  { name: 'broken', file: 'examples/broken/index.ts' },
  { name: 'spins', file: 'site/playground/loops/spins.ts' },
].map((example) => ({ name: example.name, source: readFileSync(example.file, 'utf8') }))
const text = `// Generated from examples and conformance/self-test/faults by scripts/generate-loops.ts.
import type { ExampleLoop, FaultyLoop, Lack } from './loop.ts'

export const examples: readonly ExampleLoop[] = ${JSON.stringify(examples, null, 1)}

export const faultyLoops: readonly FaultyLoop[] = ${JSON.stringify(loops, null, 1)}

/** How many faults of the self-test are not in the menu, by what a browser lacks to judge them. */
export const lacking: Readonly<Record<Lack, number>> = ${JSON.stringify(lacking, null, 1)}
`
// The file is also written if it is the same: its date says that it is up to date.
writeFileSync('site/playground/loops/loops.generated.ts', text)
