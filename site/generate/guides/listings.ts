import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { sourcePath } from '../routes.ts'

/** The listings of one page: each is a file as it is, with the lines marked that the one before did not have. */
export class Listings {
  readonly #page: string
  #before: ReadonlySet<string> | null = null

  constructor(page: string) {
    this.#page = page
  }

  show(target: string): string {
    const file = path.posix.join(path.posix.dirname(this.#page), target)
    if (!existsSync(file)) throw new Error(`${this.#page} lists ${target}, which does not exist.`)
    const text = readFileSync(file, 'utf8').trimEnd()
    const marked = this.#news(text.split('\n'))
    const fence = `${path.extname(file).slice(1)}${marked}`
    return `<p class="listing"><a href="@${sourcePath(file)}">${file}</a></p>\n\n\`\`\`${fence}\n${text}\n\`\`\``
  }

  /** `{3,7}`: which lines to mark. No line if nearly everything is new, because that is a different program. */
  #news(lines: readonly string[]): string {
    const before = this.#before
    this.#before = new Set(lines)
    const isNews = (line: string): boolean => !before?.has(line) && line.trim() !== ''
    const numbers = lines.flatMap((line, index) => (isNews(line) ? [index + 1] : []))
    return before === null || numbers.length === 0 || numbers.length > lines.length / 2
      ? ''
      : ` {${numbers.join(',')}}`
  }
}
