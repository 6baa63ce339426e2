import { readFileSync } from 'node:fs'
import { suite } from '../../conformance/suite/index.ts'
import { faults } from '../../conformance/self-test/faults/index.ts'
import { specification, type ClauseId } from '../../spec/index.ts'
import { excerpt } from '../../scripts/renew/excerpt.ts'
import { runCommand } from '../../scripts/renew/run-command.ts'
import { terminal } from './guides/terminal.ts'
import { clausePath } from './links.ts'
import { judgedLoops } from './loops/judged-loop.ts'
import { livingStrip } from './loops/living-strip.ts'
import { results } from './loops/standing.ts'
import type { Page } from './page.ts'

const description =
  'A conformance test suite for asyncio-style event loops, in TypeScript or Python: a specification, a reference loop, and checks that run any loop.'

/** Bugs of real loops, each with the clause that catches it. `docs/real-loop-bugs.md` has the issues. */
const stories: readonly (readonly [ClauseId, string])[] = [
  [
    'task-registry.step-sees-its-own-task',
    'Tasks wrote to one registry, and <code>current_task</code> read another: timeouts found no task to cancel.',
  ],
  ['timers.far-deadlines-stay-far', 'A delay of more than 31 bits fired after one millisecond.'],
  [
    'scheduling.threadsafe-wakes-the-loop',
    'A wake-up was lost between checking the queue and going to sleep.',
  ],
  [
    'transports.connection-lost-comes-once',
    '<code>connection_lost</code> was called twice when <code>resume_writing</code> closed the transport.',
  ],
]

/** A report in one screen. */
const parts = ['areas', 'lifecycle.closed-loop-refuses-work', 'verdict']

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }

/** The front page: what this is, one command, and a report that is generated with the page. */
export function homePage(): Page {
  return {
    path: '/',
    title: 'loop-conformance',
    description,
    kind: 'home',
    markdown: `<main class="vp-doc">
<section class="front">
<div class="pitch">
<p class="kicker">loop-conformance ${version}</p>
<h1>Does your event loop keep the contract?</h1>
<p class="lead">A conformance test suite for asyncio-style event loops, in TypeScript or Python. One command tells you which rules your
loop breaks, what was expected, what happened, and where to look.</p>
<div class="command"><code><span aria-hidden="true">$ </span>npx loop-conformance ./my-loop.ts</code><button type="button" data-copy="npx loop-conformance ./my-loop.ts">Copy</button></div>
<p class="also"><a href="@/guide/python/">Python too</a>: <code>npx loop-conformance python:uvloop:new_event_loop</code></p>
<p class="ways"><a class="primary" href="@/guide/test-your-loop/">Test your loop in five minutes</a>
<a href="@/guide/write-a-loop/">Write a loop</a></p>
</div>
${terminal('npx loop-conformance ./examples/broken', excerpt(runCommand(['./examples/broken']), parts))}
</section>
<section class="figures">
<a href="@/spec/"><strong>${String(specification.clauses.length)}</strong> clauses, each with its reason and its source in asyncio</a>
<a href="@/evidence/"><strong>${String(suite.length)}</strong> checks, tested on <strong>${String(faults.length)}</strong> loops with one defect each</a>
<a href="@/loops/"><strong>${String(judgedLoops.length)}</strong> real loops judged, in <strong>${String(results.length)}</strong> reports</a>
<a href="@/api/"><strong>1</strong> reference loop without dependencies, to read in an evening</a>
</section>
${livingStrip()}
<section class="stories">
<h2>Why a suite</h2>
<p>Python’s documentation for authors of event loops has twenty sentences. The rest was learned from bugs:</p>
<ul>
${stories.map(([clause, story]) => `<li>${story} <a href="@${clausePath(clause)}">The clause</a></li>`).join('\n')}
</ul>
<p><a href="@/guide/real-loop-bugs/">More bugs of real loops</a>, and the clauses that catch them.</p>
</section>
</main>
`,
  }
}
