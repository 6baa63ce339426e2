/** The words of a report: those of JavaScript, in which everything is written, and those of Python, which are made from them. */
export { dialectOf, dialects, type Dialect } from './dialect.ts'
export { clauseIn, inDialect, inPython, specificationIn } from './in-python.ts'
export { pythonName } from './names.ts'
export { seconds } from './times.ts'
export { verbatim, withoutMarks } from './verbatim.ts'
