/** An object of JavaScript that Python is to see as a dictionary, and not as an object of JavaScript. */
export class PythonDict {
  readonly members: Readonly<Record<string, unknown>>

  constructor(members: Readonly<Record<string, unknown>>) {
    this.members = members
  }
}
