import { transform } from 'sucrase'

/** The text in the editor is not TypeScript. */
export class SyntaxProblem extends Error {
  /** Counts from 1; null where it is not known. */
  readonly line: number | null

  constructor(message: string, line: number | null) {
    super(message)
    this.line = line
  }
}

/** JavaScript whose lines are those of the source, and that asks for its modules by `require`. Throws {@link SyntaxProblem}. */
export function transpile(source: string): string {
  try {
    return transform(source, { transforms: ['typescript', 'imports'], disableESTransforms: true }).code
  } catch (error) {
    const { message, loc } = error as Error & { loc?: { line: number } }
    throw new SyntaxProblem(message.replace(/^Error transforming \S+: /, ''), loc?.line ?? null)
  }
}
