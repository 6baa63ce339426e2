export type * from './bridge-hooks.ts'
export * from './interpreters.ts'
export * from './python-adapter.ts'
export * from './python-target.ts'
