import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** A line of a file of the repository. */
export interface Place {
  readonly file: string
  readonly line: number
}

/** Finds in which lines of a few folders a text stands between quotes. */
export class QuotedTexts {
  readonly #places = new Map<string, Place[]>()

  constructor(...folders: readonly string[]) {
    for (const folder of folders)
      for (const name of readdirSync(folder, { encoding: 'utf8', recursive: true })
        .filter((one) => /(?<!\.test)\.ts$/.test(one))
        .sort())
        this.#read(path.posix.join(folder, name))
  }

  /** The first place in each file, in the order of the files. */
  find(text: string): readonly Place[] {
    const places = this.#places.get(text) ?? []
    return places.filter(({ file }, index) => places.findIndex((other) => other.file === file) === index)
  }

  #read(file: string): void {
    for (const [index, line] of readFileSync(file, 'utf8').split('\n').entries()) {
      const place: Place = { file, line: index + 1 }
      for (const [, text = ''] of line.matchAll(/'([^']+)'/g))
        this.#places.set(text, [...(this.#places.get(text) ?? []), place])
    }
  }
}

/** Where the check of a clause is written. */
export const checkPlaces = new QuotedTexts('conformance/suite', 'conformance/harness')

/** Where a fault is written. */
export const faultPlaces = new QuotedTexts('conformance/self-test/faults')
