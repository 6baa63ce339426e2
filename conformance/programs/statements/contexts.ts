import { indent } from '../text.ts'
import type { Statements } from './statement.ts'

/** Contexts and their variables. A token may be used anywhere, twice, or for the other variable. */
export const onContexts: Statements<'copyContext' | 'set' | 'reset' | 'get' | 'getIn' | 'runIn'> = {
  copyContext: {
    act({ contexts, api }, { context }) {
      contexts.set(context, api.copyContext())
    },
    print: ({ context }) => [`contexts.${context} = api.copyContext()`],
  },
  set: {
    act(run, { variable, value }) {
      run.tokens.set(variable, run.variable(variable).set(value))
    },
    print: ({ variable, value }) => [`tokens.${variable} = ${variable}.set(${String(value)})`],
  },
  reset: {
    act(run, { variable, token: of }) {
      const token = run.tokens.get(of)
      if (token !== undefined)
        run.witness.quietly(`reset of ${variable}`, () => run.variable(variable).reset(token))
    },
    print: ({ variable, token }) => [`reset(${variable}, tokens.${token})`],
  },
  get: {
    act(run, { variable }, { who }) {
      run.witness.note(`${who} finds ${String(run.variable(variable).get())}`)
    },
    print: ({ variable }, who) => [`note(\`${who} finds \${${variable}.get()}\`)`],
  },
  getIn: {
    act(run, { context: name, variable }, { who }) {
      const context = run.contexts.get(name)
      if (context === undefined) return
      const has = context.has(run.variable(variable))
      const value = has ? String(context.get(run.variable(variable))) : 'nothing'
      run.witness.note(`${who} finds ${value} in ${name}`)
    },
    print: ({ context, variable }, who) => [`getIn('${who}', '${context}', ${variable})`],
  },
  runIn: {
    act(run, { context: name, body }, frame) {
      run.contexts.get(name)?.run(() => run.perform(body, frame))
    },
    print: ({ context, body }, who, printBody) => [
      `contexts.${context}?.run(() => {`,
      ...indent(printBody(body, who)),
      '})',
    ],
  },
}
