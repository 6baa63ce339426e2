import type { CommittedResult } from '../../../scripts/results/committed-results.ts'
import { escapeForVue } from '../html.ts'
import { interpreters, isLiving, judgedLoops, loopPath, newestOn } from './judged-loop.ts'
import { notKeptIn } from './not-kept.ts'

const living = judgedLoops.filter(isLiving)

/** The living loops on one interpreter: which keep every MUST of the core. For the front page. */
export function livingStrip(): string {
  const python = mainInterpreter()
  if (python === undefined) return ''
  const judged = onceEach(living.flatMap((loop) => newestOn(loop, python) ?? []))
  const [keeping, others] = [judged.filter(keepsCore), judged.filter((result) => !keepsCore(result))]
  return `<section class="living">
<h2>Living loops on Python ${python}</h2>
<p><strong>${String(keeping.length)} of ${String(judged.length)}</strong> keep every MUST of the core.
<a href="@/loops/?python=${python}&amp;core=not-kept&amp;open">What each of the others does otherwise</a></p>
${names('keeps', '✓', keeping)}
${names('breaks', '✗', others)}
</section>`
}

/** The newest interpreter that judged half of them at least. */
function mainInterpreter(): string | undefined {
  const all = interpreters(living.flatMap(({ results }) => results))
  const loopsOn = (python: string): number =>
    living.filter((loop) => newestOn(loop, python) !== undefined).length
  return all.find((python) => loopsOn(python) * 2 >= living.length)
}

/** A loop that was judged twice, such as qasync on two bindings of Qt, counts once, unless only one of them keeps the core. */
function onceEach(results: readonly CommittedResult[]): readonly CommittedResult[] {
  const isSame = (a: CommittedResult, b: CommittedResult): boolean =>
    a.record.package !== undefined && a.record.package === b.record.package && keepsCore(a) === keepsCore(b)
  return results.filter((one, at) => results.findIndex((other) => other === one || isSame(other, one)) === at)
}

function keepsCore(result: CommittedResult): boolean {
  return notKeptIn(result).keepsCore
}

function names(kind: string, mark: string, results: readonly CommittedResult[]): string {
  if (results.length === 0) return ''
  const words = kind === 'keeps' ? 'keeps every MUST of the core' : 'does not'
  const items = results.map(
    ({ loop }) =>
      `<li><a href="@${loopPath(loop)}"><span class="mark" aria-hidden="true">${mark}</span> ${escapeForVue(loop)}<span class="visually-hidden">: ${words}</span></a></li>`,
  )
  return `<ul class="${kind}">${items.join('')}</ul>`
}
