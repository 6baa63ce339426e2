export { defineAdapter, type LoopAdapter } from '../spec/index.ts'
