/** The tables that are committed. `npm run strange -- --record` writes them. */
export const recordFile = 'docs/strange-faults.md'
