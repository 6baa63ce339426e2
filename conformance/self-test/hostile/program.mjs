// A program that supervises a hostile candidate: `node program.mjs <candidate> <timeoutMs>`. It prints the statuses of the checks
// on standard output. Before it runs them, it prints a line on standard error.
import { judge } from '../../../dist/conformance/harness/index.js'
import { Supervisor } from '../../../dist/conformance/supervisor/index.js'
import { suite } from './checks.mjs'

const [name, timeoutMs] = process.argv.slice(2)
const here = (file) => new URL(file, import.meta.url).href
const supervisor = new Supervisor({ jobs: 1, loadTimeoutMs: 60_000, suiteUrl: here('./checks.mjs') })
const statuses = []
await judge(supervisor.runnersFor({ entry: name, from: here(`./${name}.mjs`), hash: '' }), {
  suite,
  seed: null,
  timeoutMs: Number(timeoutMs),
  onBegin: () => console.error('running'),
  onSettled: ({ outcome }) => statuses.push(outcome.status),
})
console.log(statuses.join(' '))
