// A program that supervises a hostile candidate: `node program.mjs <candidate> <timeoutMs>`. It says on standard output what
// became of the checks, and first of all, on standard error, that it is about to run them.
import { Schedule } from '../../../dist/conformance/harness/index.js'
import { Supervisor } from '../../../dist/conformance/supervisor/index.js'
import { specification } from '../../../dist/spec/index.js'
import { suite } from './checks.mjs'

const [name, timeoutMs] = process.argv.slice(2)
const here = (file) => new URL(file, import.meta.url).href
const supervisor = new Supervisor({
  jobs: 1,
  timeoutMs: Number(timeoutMs),
  loadTimeoutMs: 60_000,
  suiteUrl: here('./checks.mjs'),
})
await supervisor.load({ entry: name, from: here(`./${name}.mjs`), hash: '' })
const clauses = new Map(specification.clauses.map((clause) => [clause.id, clause]))
const schedule = new Schedule({ tests: suite, clauses })
console.error('running')
await supervisor.run(schedule)
await supervisor.close()
console.log([...schedule.settled.values()].map(({ outcome }) => outcome.status).join(' '))
