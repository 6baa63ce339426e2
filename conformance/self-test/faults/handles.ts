import type { Fault } from '../fault.ts'

export const handlesFaults: readonly Fault[] = []
