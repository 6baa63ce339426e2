import { pythonName } from '../../spec/index.ts'

/** The keywords that take the place of the options of JavaScript. Those that are not here stay in words: `**options`. */
const keywords: Readonly<Record<string, string>> = {
  CallOptions: '*, context=None',
  RunnerOptions: '*, debug=None, loop_factory=None',
}

/** A declaration as Python has it, without types: `call_later(delay, callback, *args, context=None)`. */
export function signatureInPython(name: string, signature: string): string {
  const [, rest = ''] = /^\w+\??(?:<[^(]*>)?([^]*)$/.exec(signature) ?? []
  const called = pythonName(name)
  if (!rest.startsWith('(')) return called
  const parameters = partsOf(rest.slice(1, closing(rest))).map(parameterInPython)
  const hasRest = parameters.some((one) => one.startsWith('*args'))
  return `${called}(${parameters.map((one) => (hasRest ? one.replace(/^\*, /, '') : one)).join(', ')})`
}

function parameterInPython(parameter: string): string {
  const [, name = '', optional = '', type = ''] = /^(\w+)(\?)?: ([^]*)$/.exec(parameter) ?? []
  if (name === 'args') return '*args'
  if (name === 'options') return optionsInPython(type)
  const spelled = pythonName(name.replace(/Ms$/, ''))
  return optional === '' ? spelled : `${spelled}=None`
}

function optionsInPython(type: string): string {
  const members = /^\{(.*)\}$/s.exec(type)?.[1]
  if (members === undefined) return keywords[type] ?? '**options'
  const names = [...members.matchAll(/(\w+)\?:/g)].map(([, name = '']) => `${pythonName(name)}=None`)
  return `*, ${names.join(', ')}`
}

/** The parameters of a list of parameters: a comma inside of brackets separates none. */
function partsOf(text: string): string[] {
  const parts: string[] = []
  let depth = 0
  let part = ''
  for (const character of text.replaceAll('=>', '⇒')) {
    if ('([{<'.includes(character)) depth++
    if (')]}>'.includes(character)) depth--
    if (character === ',' && depth === 0) {
      parts.push(part.trim())
      part = ''
    } else part += character
  }
  return [...parts, part.trim()].filter((one) => one !== '')
}

/** Where the bracket closes that opens the text. */
function closing(text: string): number {
  let depth = 0
  for (let index = 0; index < text.length; index++) {
    if (text[index] === '(') depth++
    if (text[index] === ')' && --depth === 0) return index
  }
  return text.length
}
