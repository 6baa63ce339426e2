import { UnprintableError } from './values.ts'

/** How the functions of the bridge are written in Python. The arguments are expressions. */
const written: Readonly<Record<string, (...args: string[]) => string>> = {
  new_loop: () => 'new_event_loop()',
  register_task: (task) => `asyncio._register_task(${task})`,
  unregister_task: (task) => `asyncio._unregister_task(${task})`,
  enter_task: (...args) => `asyncio._enter_task(${args.join(', ')})`,
  leave_task: (...args) => `asyncio._leave_task(${args.join(', ')})`,
  register_eager_task: (task) => `asyncio.tasks._register_eager_task(${task})`,
  unregister_eager_task: (task) => `asyncio.tasks._unregister_eager_task(${task})`,
  swap_current_task: (...args) => `asyncio.tasks._swap_current_task(${args.join(', ')})`,
  peek_running_loop: () => 'asyncio._get_running_loop()',
  set_running_loop: (loop) => `asyncio._set_running_loop(${loop})`,
  get_blocking: (future) => `${future}._asyncio_future_blocking`,
  get_value: (context, variable) => `${context}.get(${variable})`,
  has_value: (context, variable) => `${variable} in ${context}`,
  name_of: (variable) => `${variable}.name`,
  copy_context: () => 'contextvars.copy_context()',
  ContextVar: (...args) => `contextvars.ContextVar(${args.join(', ')})`,
  iterator: (list) => `iter(${list})`,
  enter: (manager) => `${manager}.__aenter__()`,
  leave: (manager, error) =>
    error === 'None'
      ? `${manager}.__aexit__(None, None, None)`
      : `${manager}.__aexit__(type(${error}), ${error}, None)`,
  release: () => 'gc.collect()',
  run_main: (...args) => `asyncio.run(${args.join(', ')})`,
  call_from_thread: (loop, callback, delay) =>
    `threading.Timer(${delay}, ${loop}.call_soon_threadsafe, [${callback}]).start()`,
}

/** Functions that asyncio has under the same name. */
const plain = new Set([
  ...['all_tasks', 'current_task', 'get_running_loop', 'get_event_loop', 'set_event_loop', 'new_event_loop'],
  ...['get_event_loop_policy', 'set_event_loop_policy', 'create_task', 'ensure_future', 'isfuture'],
  ...['iscoroutine', 'sleep', 'gather', 'wait', 'wait_for', 'shield', 'timeout', 'timeout_at', 'TaskGroup'],
  ...['Runner', 'eager_task_factory', 'create_eager_task_factory', 'Future', 'Task'],
])

/** What says nothing about a loop, or is not printed because it differs from run to run. */
export const silent: ReadonlySet<string> = new Set([
  'cpu_time',
  'may_open',
  'open_files',
  'take_warnings',
  'count_objects',
  'compare_programs',
])

/** Writes a call of a function of the bridge. */
export function writeFunction(name: string, args: readonly string[]): string {
  const write = written[name]
  if (write !== undefined) return write(...args)
  if (plain.has(name)) return `asyncio.${name}(${args.join(', ')})`
  throw new UnprintableError(`it uses ${name}(), which only the suite has`)
}
