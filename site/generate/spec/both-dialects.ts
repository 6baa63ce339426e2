import { inPython, type Clause } from '../../../spec/index.ts'

/**
 * A part of a page in the words of JavaScript and, if they differ, in those of Python. The style of the site shows one of the two: that of
 * JavaScript, unless the reader has chosen the other. `element` makes the HTML of a text; `attribute` goes into its opening tag.
 */
export function bothDialects(
  text: string,
  clause: Pick<Clause, 'javascript'>,
  element: (text: string, attribute: string) => string,
): string {
  const python = clause.javascript === undefined ? inPython(text) : text
  if (withoutBreaks(python) === withoutBreaks(text)) return element(text, '')
  return element(text, ' data-words="javascript"') + element(python, ' data-words="python"')
}

function withoutBreaks(text: string): string {
  return text.replaceAll(/\s+/g, ' ')
}

/** The switch. A script shows it, because without a script it does nothing. */
export const dialectSwitch = `<p class="dialects" role="group" aria-label="The clauses in the words of" hidden>
<button type="button" data-dialect="javascript" aria-pressed="true">JavaScript</button><button type="button" data-dialect="python" aria-pressed="false">Python</button>
</p>`
