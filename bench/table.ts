export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? NaN
}

/** A ratio with its budget, and whether it is met. */
export function verdict(other: string, found: number, budget: number): string {
  return `${budget} x ${other}: ${found.toFixed(2)} ${found >= budget ? 'met' : 'NOT MET'}`
}

/** Aligns the first and the last column, which are text, to the left, and the others to the right. */
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
