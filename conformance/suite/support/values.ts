/** Sets of values for cases: what a loop passes on, and neither changes nor looks into. */
import { oneOf, withBridged, type CaseSet, type NamedChoice } from '../../harness/index.ts'

const ordinary: readonly [NamedChoice<unknown>, ...NamedChoice<unknown>[]] = [
  ['is a text', () => 'the value'],
  ['is undefined', () => undefined],
  ['is null', () => null],
  ['is false', () => false],
  ['is 0', () => 0],
  ['is an empty text', () => ''],
  ['is NaN', () => NaN],
  ['is -0', () => -0],
  ['is an object', () => ({ key: 1 })],
  ['is an error', () => new Error('a value like any other')],
]

/** Values of every kind. A draw of them reads "the result is undefined". */
export const values: CaseSet<unknown> = withBridged(
  oneOf(
    ...ordinary,
    ['is an empty list', () => []],
    ['is a promise', () => new Promise(() => undefined)],
    ['is a function', () => () => 'not to be called'],
    ['is a Proxy that throws when it is touched', untouchable],
  ),
  oneOf(...ordinary),
)

/** Values that a promise can be fulfilled with: none of them has a method `then`, and none is a Proxy. */
export const plainValues: CaseSet<unknown> = oneOf(...ordinary)

/** Values that are errors. A draw of them reads "the error is frozen". */
export const errors: CaseSet<Error> = withBridged(
  oneOf(
    ['is an Error', () => new Error('meant by the check')],
    ['has no message', () => new Error('')],
    ['is a TypeError', () => new TypeError('meant by the check')],
    ['is frozen', () => Object.freeze(new Error('meant by the check'))],
    ['has a property value', () => Object.assign(new Error('meant by the check'), { value: 'not a result' })],
    [
      'is named StopIteration',
      () => Object.assign(new Error('meant by the check'), { name: 'StopIteration', value: 'not a result' }),
    ],
    ['is its own cause', selfCaused],
    ['is of a class of its own', () => new OwnError('meant by the check')],
  ),
  oneOf(
    ['is an Error', () => new Error('meant by the check')],
    ['has no message', () => new Error('')],
    ['is a TypeError', () => new TypeError('meant by the check')],
    // In Python: no Exception, and not one of the fatal pair.
    ['is a BaseException', () => Object.assign(new Error('meant by the check'), { name: 'BaseException' })],
  ),
)

/** Whatever JavaScript can throw. In Python, everything that is thrown is an error. A draw reads "the error is undefined". */
export const thrown: CaseSet<unknown> = withBridged(
  oneOf<unknown>(
    ['is an Error', () => new Error('meant by the check')],
    ['is undefined', () => undefined],
    ['is null', () => null],
    ['is 0', () => 0],
    ['is a text', () => 'meant by the check'],
    ['is an object', () => ({ key: 1 })],
    ['is frozen', () => Object.freeze(new Error('meant by the check'))],
    ['has a property value', () => Object.assign(new Error('meant by the check'), { value: 'not a result' })],
  ),
  errors.bridged ?? errors,
)

class OwnError extends Error {
  override readonly name = 'OwnError'
}

function selfCaused(): Error {
  const error = new Error('meant by the check')
  error.cause = error
  return error
}

function untouchable(): object {
  const refuse = (): never => {
    throw new Error('The loop has looked into a value that it only has to pass on.')
  }
  const traps = ['get', 'has', 'set', 'ownKeys', 'getPrototypeOf', 'getOwnPropertyDescriptor'] as const
  return new Proxy({}, Object.fromEntries(traps.map((trap) => [trap, refuse])))
}
