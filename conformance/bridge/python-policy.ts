import type { EventLoop, EventLoopPolicy } from '../../spec/index.ts'
import { PythonObject } from './python-object.ts'

export class PythonPolicy extends PythonObject implements EventLoopPolicy {
  getEventLoop(): EventLoop {
    return this.ask('get_event_loop') as EventLoop
  }

  setEventLoop(loop: EventLoop | null): void {
    this.ask('set_event_loop', [loop])
  }

  newEventLoop(): EventLoop {
    return this.ask('new_event_loop') as EventLoop
  }
}
