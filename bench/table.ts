export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? NaN
}

/** A ratio beside its budget. */
export function verdict(other: string, found: number, due: number): string {
  return `${due} x ${other}: ${found.toFixed(2)} ${found >= due ? 'met' : 'NOT MET'}`
}

/** The first column to the left, the others to the right, but for the last, which is text. */
export function printTable(head: readonly string[], lines: readonly (readonly string[])[]): void {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...lines.map((line) => (line[column] ?? '').length)),
  )
  for (const line of [head, ...lines]) {
    const cells = line.map((cell, column) => {
      const left = column === 0 || column === head.length - 1
      return left ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)
    })
    console.log(cells.join('  ').trimEnd())
  }
}
