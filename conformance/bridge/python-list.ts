/** Members that cross as a list of Python's. Any other array is an object of JavaScript there, with its identity. */
export class PythonList {
  readonly members: readonly unknown[]

  constructor(members: readonly unknown[]) {
    this.members = members
  }
}
