/** A name of the contract: an interface, or a member of one. */
export interface Term {
  readonly name: string
  /** The interface that has the member; null for an interface. */
  readonly owner: string | null
  /** As it is declared, on one line; of an interface the names of its members. */
  readonly signature: string
  /** What its comment says, one line a paragraph; empty where there is none. */
  readonly text: string
}

/** What stands in front of the clauses of an area, one line a paragraph. */
export interface Introduction {
  readonly title: string
  readonly text: string
}
