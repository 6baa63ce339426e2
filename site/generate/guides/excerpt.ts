/**
 * Parts of what the command prints, in their order: `areas`, `blocked`, `verdict`, and the failure of a clause under the
 * clause's id. Throws when the report lacks one of them, so that a page does not promise what no longer happens.
 */
export function excerpt(output: string, parts: readonly string[]): string {
  const blocks = output.split('\n\n')
  return parts.map((part) => take(blocks, part)).join('\n\n')
}

function take(blocks: readonly string[], part: string): string {
  const [first, length] = ((): readonly [number, number] => {
    // The first two blocks are the command and the candidate.
    if (part === 'areas') return [2, 1]
    if (part === 'verdict') return [blocks.length - 1, 1]
    if (part === 'blocked') return [blocks.findIndex((block) => plain(block).startsWith('Blocked')), 1]
    return [blocks.findIndex((block) => plain(block).startsWith(`✗ ${part} `)), 2]
  })()
  const taken = first < 0 ? [] : blocks.slice(first, first + length)
  if (taken.length < length)
    throw new Error(`The report has no part "${part}":\n${plain(blocks.join('\n\n'))}`)
  return taken.join('\n\n')
}

function plain(text: string): string {
  return text.replaceAll(/\u001B\[\d+m/g, '')
}
