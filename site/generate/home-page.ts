import { readFileSync } from 'node:fs'
import { suite } from '../../conformance/suite/index.ts'
import { faults } from '../../conformance/self-test/faults/index.ts'
import { specification } from '../../spec/index.ts'
import { excerpt } from '../../scripts/renew/excerpt.ts'
import { runCommand } from '../../scripts/renew/run-command.ts'
import { terminal } from './guides/terminal.ts'
import { loops } from './loops/loop-page.ts'
import { results } from './loops/standing.ts'
import type { Page } from './page.ts'

const description =
  'Does your event loop keep the contract that everything above it relies on? A specification, a reference loop and a conformance suite for asyncio-style event loops.'

/** A report in one screen. */
const parts = ['areas', 'lifecycle.closed-loop-refuses-work', 'verdict']

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }

/** The front page: what this is, one command, and a report that was made while the page was. */
export function homePage(): Page {
  return {
    path: '/',
    title: 'loop-conformance',
    description,
    kind: 'home',
    markdown: `<div class="vp-doc">
<section class="front">
<div class="pitch">
<p class="kicker">loop-conformance ${version}</p>
<h1>Does your event loop keep the contract?</h1>
<p class="lead">Everything above a loop relies on rules that asyncio’s documentation leaves out: every task visible, every step entered
and left, every error heard of. Here they are written down, shown in code, and checked.</p>
<div class="command"><code><span aria-hidden="true">$ </span>npx loop-conformance ./my-loop.ts</code></div>
<p class="also">Python too: <code>npx loop-conformance python:uvloop:new_event_loop</code></p>
<p class="ways"><a class="primary" href="@/guide/test-your-loop/">Test your loop in five minutes</a>
<a href="@/guide/write-a-loop/">Write a loop</a></p>
</div>
${terminal('npx loop-conformance ./examples/broken', excerpt(runCommand(['./examples/broken']), parts))}
</section>
<section class="figures">
<a href="@/spec/"><strong>${String(specification.clauses.length)}</strong> clauses, each with its reason and its source</a>
<a href="@/evidence/"><strong>${String(suite.length)}</strong> checks, proved on <strong>${String(faults.length)}</strong> loops with one defect each</a>
<a href="@/loops/"><strong>${String(loops.length)}</strong> real loops judged, in <strong>${String(results.length)}</strong> versions</a>
<a href="@/api/">A reference loop without a dependency, to read in an evening</a>
</section>
</div>
`,
  }
}
