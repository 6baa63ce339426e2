import { byKind, interpreters, kindWords, type JudgedLoop } from './judged-loop.ts'

/** The filter of the overview. It is hidden without a script, because then nothing would come of it. */
export function filterForm(loops: readonly JudgedLoop[]): string {
  const pythons = interpreters(loops.flatMap(({ results }) => results)).map(
    (python) => `<option value="${python}">Python ${python}</option>`,
  )
  const kinds = byKind(loops).map(([kind]) => `<option value="${kind}">${kindWords[kind]}</option>`)
  return (
    '<form id="filter-loops" class="filter" hidden>' +
    `<label>Interpreter <select name="python"><option value="">the newest of each</option>${pythons.join('')}</select></label>` +
    `<label>Kind <select name="kind"><option value="">every kind</option>${kinds.join('')}</select></label>` +
    '<label>Every MUST of the core <select name="core"><option value="">kept or not</option><option value="kept">kept</option><option value="not-kept">not kept</option></select></label>' +
    '<label><input type="checkbox" name="open"> show what each does otherwise</label>' +
    '<output></output></form>\n'
  )
}
