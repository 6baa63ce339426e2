/** A loop of the menu that is an example of the repository. */
export interface ExampleLoop {
  readonly name: string
  readonly source: string
}

/** A loop of the menu with exactly one defect, from the self-test. */
export interface FaultyLoop extends ExampleLoop {
  /** The clause that it breaks. */
  readonly clause: string
}

/** What a check needs and a browser does not have. */
export type Lack = 'sockets' | 'garbage collection' | 'pending timers' | 'working time' | 'generated programs'
