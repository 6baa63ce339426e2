/** The rows of the bench. Each does its work `count` times. A contender leaves out the rows that it cannot do. */
export interface Workload {
  /** Tasks that only let each other run; `count` switches in all. */
  switch1(count: number): Promise<unknown>
  switch10(count: number): Promise<unknown>
  switch1000(count: number): Promise<unknown>
  /** Awaits a future that a callback settles in the next iteration. */
  awaitPending(count: number): Promise<unknown>
  awaitDone(count: number): Promise<unknown>
  /** Creates and awaits tasks that switch once: one at a time, and a hundred at a time. */
  spawn1(count: number): Promise<unknown>
  spawn100(count: number): Promise<unknown>
  /** Switches ten coroutines deep. */
  deep10(count: number): Promise<unknown>
  /** A callback that schedules the next callback. */
  callSoon(count: number): Promise<unknown>
}

export type Row = keyof Workload
export const contenders = ['native', 'effect', 'virtual', 'node', 'cpython', 'uvloop'] as const
export type Contender = (typeof contenders)[number]

interface RowPlan {
  readonly row: Row
  readonly title: string
  readonly count: number
  /** True if a shorter row would measure something else: with few steps for each task it would measure the start of tasks. */
  readonly neverShortened?: true
  /** The least speed of the virtual loop, as a multiple of the speed of the other contender. */
  readonly budgets: Partial<Record<Contender, number>>
}

export const plan: readonly RowPlan[] = [
  {
    row: 'switch1',
    title: 'task switch, 1 task',
    count: 200_000,
    budgets: { native: 0.7, effect: 8, uvloop: 8 },
  },
  {
    row: 'switch10',
    title: 'task switch, 10 tasks',
    count: 200_000,
    budgets: { native: 0.9, effect: 8, uvloop: 8 },
  },
  {
    row: 'switch1000',
    title: 'task switch, 1,000 tasks',
    count: 1_000_000,
    neverShortened: true,
    budgets: { native: 1, effect: 8, uvloop: 8 },
  },
  {
    row: 'awaitPending',
    title: 'await of a pending future',
    count: 100_000,
    budgets: { native: 0.75, uvloop: 5 },
  },
  { row: 'awaitDone', title: 'await of a done future', count: 400_000, budgets: { native: 0.75 } },
  { row: 'spawn1', title: 'spawn and join, one at a time', count: 40_000, budgets: { effect: 3, uvloop: 4 } },
  {
    row: 'spawn100',
    title: 'spawn and join, 100 at a time',
    count: 40_000,
    budgets: { effect: 3, uvloop: 4 },
  },
  { row: 'deep10', title: 'task switch, yield* ten deep', count: 100_000, budgets: {} },
  { row: 'callSoon', title: 'callSoon', count: 200_000, budgets: { uvloop: 6 } },
]
