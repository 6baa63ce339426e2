import type { Coroutine, Task, TaskGroup, TaskOptions } from '../../spec/index.ts'
import { taskKeywords } from './python-loop.ts'
import { PythonObject } from './python-object.ts'

export class PythonTaskGroup extends PythonObject implements TaskGroup {
  createTask<T>(coro: Coroutine<T>, options?: TaskOptions): Task<T> {
    return this.ask('create_task', [coro], taskKeywords(options)) as Task<T>
  }
}
