/** The language in which a text names the contract. Every text of the kit is written in that of JavaScript. */
export const dialects = ['javascript', 'python'] as const
export type Dialect = (typeof dialects)[number]

/** The dialect of a report. A report from before there were dialects tells it by the name of its candidate. */
export function dialectOf(report: {
  readonly dialect?: Dialect
  readonly candidate: { readonly entry: string }
}): Dialect {
  return report.dialect ?? (/^(python|pyodide):/.test(report.candidate.entry) ? 'python' : 'javascript')
}
