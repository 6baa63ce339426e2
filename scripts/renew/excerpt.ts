/**
 * Parts of what the command prints, in their order: `areas`, `consequences`, `verdict`, and the failure of a clause under the
 * clause's id. Throws if the report lacks one of them, so that a page does not show what no longer happens.
 */
export function excerpt(output: string, parts: readonly string[]): string {
  const blocks = output.split('\n\n')
  return parts.map((part) => take(blocks, part)).join('\n\n')
}

const omission = '…'

/**
 * The same without numbers that change when a clause is added: `areas` and `consequences` become an ellipsis, and the verdict is
 * its words alone. Without `parts`, the whole report in this form. This is what committed Markdown shows; the site shows
 * the report as it is.
 */
export function steadyExcerpt(output: string, parts: readonly string[] | null): string {
  const blocks = output.split('\n\n')
  const shown =
    parts === null
      ? [omission, ...blocks.slice(3, -1).map(steadyBlock), steadyVerdict(take(blocks, 'verdict'))]
      : parts.map((part) => {
          const taken = take(blocks, part)
          if (part === 'areas' || part === 'consequences') return omission
          return part === 'verdict' ? steadyVerdict(taken) : taken
        })
  return shown.filter((block, index) => block !== omission || shown[index - 1] !== omission).join('\n\n')
}

function steadyBlock(block: string): string {
  return withoutColour(block).startsWith('Consequences') ? omission : block
}

/** The first line says the verdict; what follows on it, and the other lines, may count. */
function steadyVerdict(verdict: string): string {
  const [first = ''] = verdict.split('\n')
  const [words = '', rest = ''] = first.split(/ {2,}/)
  return /\d/.test(rest) ? words : first
}

function take(blocks: readonly string[], part: string): string {
  const [first, length] = ((): readonly [number, number] => {
    // The first two blocks are the command and the candidate.
    if (part === 'areas') return [2, 1]
    if (part === 'verdict') return [blocks.length - 1, 1]
    if (part === 'consequences')
      return [blocks.findIndex((block) => withoutColour(block).startsWith('Consequences')), 1]
    return [blocks.findIndex((block) => withoutColour(block).startsWith(`✗ ${part} `)), 2]
  })()
  const taken = first < 0 ? [] : blocks.slice(first, first + length)
  if (taken.length < length)
    throw new Error(`The report has no part "${part}":\n${withoutColour(blocks.join('\n\n'))}`)
  return taken.join('\n\n')
}

function withoutColour(text: string): string {
  return text.replaceAll(/\u001B\[\d+m/g, '')
}
