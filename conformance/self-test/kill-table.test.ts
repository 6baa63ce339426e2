import { expect, it } from 'vitest'
import { numberTasks } from './kill-table.ts'

it('numbers the tasks of a message from 1, the same task the same', () => {
  expect(numberTasks('[task Task-912, task Task-4], not [task Task-912, task mine-7]')).toBe(
    '[task Task-1, task Task-2], not [task Task-1, task mine-7]',
  )
})
