/** `run_forever` is `runForever` here, and `_write_to_self` is `writeToSelf`. */
export function camelCase(word: string): string {
  return word.replace(/^_+/, '').replaceAll(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase())
}

/**
 * The text as it stands here, where nothing matches it as Python spells it: as a name in a sentence, or as a part of a clause
 * id. The text itself where that helps neither.
 */
export function spelledHere(text: string, matches: (text: string) => boolean): string {
  if (!text.includes('_')) return text
  const kebabCase = text.replace(/^_+/, '').replaceAll('_', '-')
  return [text, camelCase(text), kebabCase].find(matches) ?? text
}
