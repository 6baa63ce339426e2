/** Native async functions and promises. */
/* eslint-disable @typescript-eslint/await-thenable -- `await null` is the switch that is measured */
import type { Workload } from '../workload.ts'

async function switcher(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await null
}

async function switches(tasks: number, count: number): Promise<void> {
  await Promise.all(Array.from({ length: tasks }, () => switcher(count / tasks)))
}

async function child(): Promise<number> {
  await null
  return 1
}

async function spawn(width: number, count: number): Promise<void> {
  for (let i = 0; i < count; i += width)
    for (const task of Array.from({ length: width }, () => child())) await task
}

async function nested(depth: number, count: number): Promise<void> {
  if (depth === 0) await switcher(count)
  else await nested(depth - 1, count)
}

export const native: Workload = {
  switch1: (count) => switches(1, count),
  switch10: (count) => switches(10, count),
  switch1000: (count) => switches(1000, count),
  async awaitPending(count) {
    for (let i = 0; i < count; i++) {
      await new Promise<number>((resolve) => {
        queueMicrotask(() => resolve(1))
      })
    }
  },
  async awaitDone(count) {
    const done = Promise.resolve(1)
    for (let i = 0; i < count; i++) await done
  },
  spawn1: (count) => spawn(1, count),
  spawn100: (count) => spawn(100, count),
  deep10: (count) => nested(10, count),
  callSoon: (count) =>
    new Promise<void>((resolve) => {
      let left = count
      const next = (): void => {
        if (--left === 0) resolve()
        else queueMicrotask(next)
      }
      queueMicrotask(next)
    }),
}
