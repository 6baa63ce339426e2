/** A string of TypeScript. */
export function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}

export function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`)
}
