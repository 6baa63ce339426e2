export * from './adapter.ts'
export type { BridgeHooks, LostInterpreter } from './channel.ts'
export * from './interpreters.ts'
export * from './python-target.ts'
