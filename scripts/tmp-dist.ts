import fc from 'fast-check'
import { programs } from '../conformance/self-test/programs/arbitrary.ts'
import { wholeLanguage } from '../conformance/self-test/programs/language.ts'
import { interpret } from '../conformance/self-test/programs/interpret.ts'
import { reference } from '../conformance/self-test/programs/oracles.ts'
const counts = new Map<string, number>()
const verbs = new Map<string, number>()
let len = 0, maxTimers = 0, size = 0
const t0 = performance.now()
const sample = fc.sample(programs(wholeLanguage), { seed: 3, numRuns: 3000 })
const t1 = performance.now()
for (const p of sample) {
  const trace = await interpret(p, reference, wholeLanguage)
  len += trace.length
  const text = trace.join('\n')
  size += (JSON.stringify(p).match(/"do"/g) ?? []).length
  const bump = (k: string, n: boolean) => n && counts.set(k, (counts.get(k) ?? 0) + 1)
  for (const [k, r] of Object.entries({ exgroup: /ExceptionGroup\[/, nested: /ExceptionGroup\[[^\]]*ExceptionGroup/, multi: /ExceptionGroup\[[^\]]*,/, timeouterr: /TimeoutError from w/, waitForTimeout: /TimeoutError from waitFor/, waitForOk: /got (\d|the end) from waitFor/, groupEnd: /got .* from k\d/, groupTaskRefused: /createTask of t\d+ threw/, wait: /got .* before .* from wait/, waitpending: /before [a-z0-9,]+ from wait/, gatherlist: /from g\d/, gatherRes: /got \[.+\] from g/, shieldheard: /exception,future/, handler:/handler heard/, told: /told/, together: /together: s/, resched: /reschedule of w\d+ threw/, w: /is due (at|never).*, expired: true/, resetThrew: /reset of v\d threw/, enter: /./, sleeps: /got rest from sleep/, cancelGroup: /CancelledError.* from k\d/, swallowed: /caught CancelledError/ }))
    bump(k, r.test(text))
  for (const m of new Set([...JSON.stringify(p).matchAll(/"do":"(\w+)"/g)].map((m) => m[1] as string))) verbs.set(m, (verbs.get(m) ?? 0) + 1)
  for (const m of text.matchAll(/due at (-?\d+)/g)) maxTimers = Math.max(maxTimers, ((Number(m[1]) % 64) + 64) % 64)
}
console.log(len / 3000, size / 3000, maxTimers, t1 - t0, performance.now() - t1)
console.log(counts, [...verbs].sort((a, b) => b[1] - a[1]).map((x) => x.join(' ')).join(', '))
process.exit(0)
