import { values, type Exercise } from './exercise.ts'

export const contexts: Exercise = {
  name: 'contexts',
  targets: ['context', 'variable', 'module'],
  act: ({ api, tell, show, note, called }) => {
    const plain = new api.ContextVar<unknown>('plain')
    const withDefault = new api.ContextVar<unknown>('with a default', { defaultValue: 'default' })
    const withUndefined = new api.ContextVar<unknown>('with undefined', { defaultValue: undefined })
    const ask = (what: string): void => {
      tell(`${what} get()`, () => plain.get())
      tell(`${what} get(fallback)`, () => plain.get('fallback'))
      tell(`${what} get(undefined)`, () => plain.get(undefined))
      tell(`${what} with a default`, () => withDefault.get())
      tell(`${what} with undefined`, () => withUndefined.get())
    }
    ask('unset')
    tell('name', () => plain.name)
    for (const value of values) {
      const before = called('before', api.copyContext())
      const token = called('token', plain.set(value))
      const outer = withDefault.set(value)
      ask(`set to ${show(value)}`)
      tell('variable of the token', () => token.variable === plain)
      const context = called('context', api.copyContext())
      tell('context.get()', () => context.get(plain))
      tell('context.has()', () => context.has(plain))
      tell('before.has()', () => before.has(plain))
      tell('before.get()', () => before.get(plain))
      const inner = tell('context.run()', () =>
        context.run(() => {
          ask('inside')
          const made = plain.set('inner')
          tell('entered twice', () => context.run(() => note('inside twice')))
          tell('another one inside', () => before.run(() => plain.get('none')))
          return made
        }),
      )
      tell('after run()', () => plain.get())
      tell('context.get() after run()', () => context.get(plain))
      const copy = called('copy', context.copy())
      tell('the copy is another', () => copy !== context)
      context.run(() => plain.set('changed'))
      tell('copy.get()', () => copy.get(plain))
      tell('copy.has()', () => copy.has(plain))
      tell('reset() in another context', () => plain.reset(inner as never))
      tell('reset() of another variable', () => withDefault.reset(token))
      tell('a throwing run()', () =>
        context.run(() => {
          throw new Error('mine')
        }),
      )
      tell('run() returns', () => context.run(() => value))
      tell('reset()', () => plain.reset(token))
      tell('reset() again', () => plain.reset(token))
      tell('reset() with a default', () => withDefault.reset(outer))
      ask('reset')
    }
  },
}
