/** `/loop.ts:12:3` as it is in the editor: the lines are kept when types are taken away, the columns are not. */
export function withoutColumn(at: string): string {
  return at.replace(/^\//, '').replace(/:(\d+):\d+$/, ':$1')
}
