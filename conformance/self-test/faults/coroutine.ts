import type { Fault } from '../fault.ts'

export const coroutineFaults: readonly Fault[] = []
