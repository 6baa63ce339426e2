import { expect, it } from 'vitest'
import { menuOptions } from './menu.ts'

function names(filter: string, chosen = ''): string[] {
  const options = menuOptions(filter, chosen).text.matchAll(/<option value="([^"]+)"/g)
  return [...options].map(([, name = '']) => name)
}

it('the menu has the examples and the loops whose name and clause contain all words of the filter', () => {
  expect(names('reverse ORDER')).toEqual(
    expect.arrayContaining(['minimal', 'runs-callbacks-in-reverse', 'runs-done-callbacks-in-reverse']),
  )
  expect(names('scheduling. reverse')).toEqual(['minimal', 'broken', 'spins', 'runs-callbacks-in-reverse'])
})

it('the menu keeps the loop that is chosen', () => {
  expect(names('no loop has this', 'counts-registrations')).toEqual([
    'minimal',
    'broken',
    'spins',
    'counts-registrations',
  ])
})
