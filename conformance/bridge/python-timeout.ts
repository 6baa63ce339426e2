import type { Timeout } from '../../spec/index.ts'
import { PythonObject } from './python-object.ts'

export class PythonTimeout extends PythonObject implements Timeout {
  when(): number | null {
    const seconds = this.ask('when') as number | null
    return seconds === null ? null : this.remote.clock.toMilliseconds(seconds)
  }

  reschedule(whenMs: number | null): void {
    this.ask('reschedule', [whenMs === null ? null : this.remote.clock.toSeconds(whenMs)])
  }

  expired(): boolean {
    return this.ask('expired') as boolean
  }
}
