/**
 * How Python spells a name of the contract. Most names are the same words in camelCase here and in snake_case there. The others are
 * listed.
 */
const others: Readonly<Record<string, string>> = {
  registerTask: '_register_task',
  unregisterTask: '_unregister_task',
  enterTask: '_enter_task',
  leaveTask: '_leave_task',
  getTasks: 'all_tasks',
  registerEagerTask: '_register_eager_task',
  unregisterEagerTask: '_unregister_eager_task',
  swapCurrentTask: '_swap_current_task',
  peekRunningLoop: '_get_running_loop',
  setRunningLoop: '_set_running_loop',
  isCoroutine: 'iscoroutine',
  isFuture: 'isfuture',
  taskGroup: 'TaskGroup',
  taskClass: 'custom_task_constructor',
  defaultValue: 'default',
  processEvents: '_process_events',
  writeToSelf: '_write_to_self',
  timerHandleCancelled: '_timer_handle_cancelled',
  makeSocketTransport: '_make_socket_transport',
  connectSock: '_connect_sock',
  turn: '_run_once',
  futureBlocking: '_asyncio_future_blocking',
  replaceTransport: '_replace_transport',
  drainHelper: '_drain_helper',
  getCloseWaiter: '_get_close_waiter',
  clientConnected: 'client_connected_cb',
  anext: '__anext__',
  has: '__contains__',
}

/** `callSoon` is `call_soon`; a class keeps its name. For a name of the contract, without the object that has it. */
export function pythonName(name: string): string {
  return Object.hasOwn(others, name) ? (others[name] ?? name) : snake(name)
}

/** A name that ends in Ms is a time, and Python's times have no unit in their names. In a text, only a word with a capital inside is certain to be a name. */
export function withPythonNames(text: string): string {
  return text.replace(/(?<![\w/-])[a-z]+\d*[A-Z]\w*/g, (name) => pythonName(name.replace(/Ms$/, '')))
}

/** A class keeps its name. */
function snake(name: string): string {
  return /^[A-Z]/.test(name) ? name : name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
