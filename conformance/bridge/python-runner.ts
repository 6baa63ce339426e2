import type { Awaitable, Context, EventLoop, Runner, RunnerOptions } from '../../spec/index.ts'
import { PythonObject, type Keywords } from './python-object.ts'

export class PythonRunner extends PythonObject implements Runner {
  getLoop(): EventLoop {
    return this.ask('get_loop') as EventLoop
  }

  run<T>(main: Awaitable<T>, options?: { context?: Context | undefined }): Promise<T> {
    return this.startRun('run', [main], { ...options }) as Promise<T>
  }

  async close(): Promise<void> {
    await this.startRun('close')
  }
}

/** The keywords of `Runner` and of `run`, as far as they are given. */
export function runnerKeywords({ debug, loopFactory }: RunnerOptions = {}): Keywords {
  return { debug, loop_factory: loopFactory }
}
