export * from './adapter.ts'
export type { BridgeHooks } from './channel.ts'
export * from './interpreters.ts'
export * from './python-target.ts'
