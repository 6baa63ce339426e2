/** JavaScript has milliseconds where Python has seconds. A number is a time only if its unit, or the parameter that takes it, says so. */

/** The functions whose first parameter is a time, and those whose second one is. */
const first = 'callLater|callAt|sleep|timeout|timeoutAt|reschedule'
const second = 'waitFor'
const number = String.raw`-?(?:\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?|nan|inf)`
/** One number with a unit, or several that share it: "3 of 20 ms", "1, 2 and then 3 ms". */
const numbers = String.raw`(?:${number}(?:, | of | and | and then |, and ))*${number}`

const argument = new RegExp(String.raw`\b((?:${first})\(|(?:${second})\([^(),]*, )(${number})(?=[,)])`, 'g')
const withUnit = new RegExp(String.raw`(?<![\w.^-])(${numbers}) (?:ms|milliseconds?)\b`, 'g')
const each = new RegExp(number, 'g')
const words: Readonly<Record<string, number>> = {
  a: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  ten: 10,
  twenty: 20,
}
const spelled = new RegExp(String.raw`\b(${Object.keys(words).join('|')}) milliseconds?\b`, 'gi')

/** Every time of the text in seconds. */
export function inSeconds(text: string): string {
  return text
    .replace(argument, (_all, before: string, time: string) => before + converted(time))
    .replace(withUnit, (_all, times: string) => `${times.replace(each, converted)} s`)
    .replace(spelled, (_all, word: string) => `${seconds(words[word.toLowerCase()] ?? 0)} s`)
}

/** Milliseconds as a number of seconds, without what the division leaves in the last digits. */
export function seconds(milliseconds: number): string {
  return String(Number((milliseconds / 1000).toPrecision(12)))
}

function converted(time: string): string {
  return /nan|inf/.test(time) ? time : seconds(Number(time.replaceAll('_', '')))
}
