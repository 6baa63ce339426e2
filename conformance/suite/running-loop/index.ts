export { runningLoopChecks } from './running-loop.ts'
