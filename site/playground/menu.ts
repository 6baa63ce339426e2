import { areas } from '../../spec/index.ts'
import { html, type Html } from '../../conformance/view/index.ts'
import { examples, faultyLoops } from './loops/loops.generated.ts'

export const firstLoop = 'minimal'

const sources = new Map([...examples, ...faultyLoops].map(({ name, source }) => [name, source]))

/** The source of a loop of the menu; null if no loop has that name. */
export function sourceOf(name: string): string | null {
  return sources.get(name) ?? null
}

/** The name of the loop with exactly this source; null if no loop has it. */
export function nameOf(source: string): string | null {
  for (const [name, known] of sources) if (known === source) return name
  return null
}

const titles: Readonly<Record<string, string>> = {
  minimal: 'a minimal loop',
  broken: 'a loop with three mistakes',
  spins: 'a loop that spins',
}

/** The faults whose name and clause contain all words of the filter. */
export function matchingFaults(filter: string): typeof faultyLoops {
  const words = filter.toLowerCase().split(/\s+/)
  return faultyLoops.filter(({ name, clause }) => {
    const text = `${name.replaceAll('-', ' ')} ${name} ${clause}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

/**
 * The choices of the menu: the examples, and the faults that match the filter, by the area of the clause that they break. The loop
 * that is chosen stays in the menu.
 */
export function menuOptions(filter = '', chosen = ''): Html {
  const found = new Set(matchingFaults(filter))
  const matching = faultyLoops.filter((loop) => loop.name === chosen || found.has(loop))
  return html`<optgroup label="Examples">
      ${examples.map(({ name }) => option(name, titles[name] ?? name))}
    </optgroup>
    ${areas.map((area) => {
      const here = matching.filter(({ clause }) => clause.startsWith(`${area}.`))
      return (
        here.length > 0 &&
        html`<optgroup label="${area} (${here.length}): a loop that …">
          ${here.map(({ name }) => option(name, name.replaceAll('-', ' ')))}
        </optgroup>`
      )
    })}
    <option value="" hidden>your own loop</option>`
}

function option(value: string, label: string): Html {
  return html`<option value="${value}">${label}</option>`
}
