import type { Context, Handle, TimerHandle } from '../../spec/index.ts'
import { PythonObject } from './python-object.ts'

export class PythonHandle extends PythonObject implements Handle {
  cancel(): void {
    this.ask('cancel')
  }

  cancelled(): boolean {
    return this.ask('cancelled') as boolean
  }

  getContext(): Context {
    return this.ask('get_context') as Context
  }
}

export class PythonTimerHandle extends PythonHandle implements TimerHandle {
  when(): number {
    return this.remote.clock.toMilliseconds(this.ask('when') as number)
  }
}
