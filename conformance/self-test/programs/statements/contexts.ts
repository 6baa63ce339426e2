import type { Statements } from './statement.ts'

/** Contexts and their variables. A token is used where it was made, by the same callback or task. */
export const onContexts: Statements<'copyContext' | 'set' | 'reset' | 'get'> = {
  copyContext: {
    act({ contexts, api }, { context }) {
      contexts.set(context, api.copyContext())
    },
    print: ({ context }) => [`contexts.${context} = api.copyContext()`],
  },
  set: {
    act(run, { variable, value }, { tokens }) {
      tokens.set(variable, run.variable(variable).set(value))
    },
    print: ({ variable, value }) => [`tokens.${variable} = ${variable}.set(${String(value)})`],
  },
  reset: {
    act(run, { variable }, { tokens }) {
      const token = tokens.get(variable)
      if (token !== undefined) run.variable(variable).reset(token)
      tokens.delete(variable)
    },
    print: ({ variable }) => [`reset(${variable}, tokens)`],
  },
  get: {
    act(run, { variable }, { who }) {
      run.witness.note(`${who} finds ${String(run.variable(variable).get())}`)
    },
    print: ({ variable }, who) => [`note(\`${who} finds \${${variable}.get()}\`)`],
  },
}
