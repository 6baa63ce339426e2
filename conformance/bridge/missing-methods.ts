import { pythonName } from '../../spec/index.ts'
import { PythonObject } from './stand-ins.ts'

/** They are no methods of Python's objects. */
const notAsked = new Set(['constructor', 'next', 'throw', 'return'])

/**
 * Lets every stand-in have the methods of all the classes. One that its class lacks is asked of the object in Python, whose error says what
 * lacks it: "'Handle' object has no attribute 'when'".
 */
export function askPythonForMissingMethods(classes: readonly { readonly prototype: object }[]): void {
  const names = new Set(classes.flatMap(({ prototype }) => methodsOf(prototype)))
  const rest = new Proxy(Object.prototype, {
    get(target, key, receiver): unknown {
      if (typeof key !== 'string' || !names.has(key) || !(receiver instanceof PythonObject))
        return Reflect.get(target, key, receiver)
      return (...args: readonly unknown[]) => PythonObject.ask(receiver, pythonName(key), args)
    },
  })
  Object.setPrototypeOf(PythonObject.prototype, rest)
}

function methodsOf(prototype: object): string[] {
  const members = Object.entries(Object.getOwnPropertyDescriptors(prototype))
  return members.flatMap(([name, { value }]) =>
    typeof value === 'function' && !notAsked.has(name) ? [name] : [],
  )
}
