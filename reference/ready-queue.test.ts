import { describe, expect, it } from 'vitest'
import { copyContext } from './context.ts'
import { ReferenceHandle } from './handle.ts'
import { ReadyQueue } from './ready-queue.ts'

function newHandle(): ReferenceHandle {
  return new ReferenceHandle(() => {}, [], copyContext())
}

function queueOf(handles: readonly ReferenceHandle[]): ReadyQueue {
  const queue = new ReadyQueue()
  for (const handle of handles) queue.push(handle)
  return queue
}

describe('ReadyQueue', () => {
  it('keeps the order of the calls', () => {
    const handles = [newHandle(), newHandle(), newHandle()]
    expect([...queueOf(handles)]).toEqual(handles)
  })

  it('is empty after take(), which returns the first handle of the chain', () => {
    const [first, second] = [newHandle(), newHandle()]
    const queue = queueOf([first, second])
    expect(queue.take()).toBe(first)
    expect(first.next).toBe(second)
    expect(queue.isEmpty).toBe(true)
    expect(queue.take()).toBe(null)
  })

  it('puts the rest of a batch in front of newer handles', () => {
    const [first, second, added] = [newHandle(), newHandle(), newHandle()]
    const queue = queueOf([first, second])
    const rest = queue.take()
    queue.push(added)
    queue.putBack(rest)
    expect([...queue]).toEqual([first, second, added])
    const last = newHandle()
    queue.push(last)
    expect([...queue].at(-1)).toBe(last)
  })

  it('does not let a kept handle keep another one', () => {
    const handles = [newHandle(), newHandle()]
    const queue = queueOf(handles)
    queue.clear()
    expect(queue.isEmpty).toBe(true)
    expect(handles.map((handle) => handle.next)).toEqual([null, null])
  })
})
