import { method, type Method, type Target } from './method.ts'

const flag = { returns: 'boolean' } as const
const count = { returns: 'number' } as const

/** The methods that a future and a task share. */
function futureMethods(target: Target, area: string): readonly Method[] {
  return [
    method(target, 'done', 'value', [area], flag),
    method(target, 'cancelled', 'value', [area, 'cancellation'], flag),
    method(target, 'result', 'value', [area]),
    method(target, 'exception', 'value', [area]),
    method(target, 'cancel', 'act', [area, 'cancellation'], { takes: 1, nothing: true, ...flag }),
    method(target, 'addDoneCallback', 'act', [area, 'future', 'context'], {
      takes: 2,
      options: ['context'],
      context: true,
    }),
    method(target, 'removeDoneCallback', 'act', [area, 'future'], { takes: 1, nothing: 0, ...count }),
    method(target, 'getLoop', 'value', [area]),
  ]
}

const scheduling = { options: ['context'], context: true } as const

const loopMethods: readonly Method[] = [
  method('loop', 'runForever', 'promise', ['lifecycle'], { isVoid: true }),
  method('loop', 'runUntilComplete', 'promise', ['lifecycle'], { takes: 1 }),
  method('loop', 'stop', 'act', ['lifecycle']),
  method('loop', 'isRunning', 'value', ['lifecycle'], flag),
  method('loop', 'isClosed', 'value', ['lifecycle'], flag),
  method('loop', 'close', 'act', ['lifecycle']),
  method('loop', 'callSoon', 'schedule', ['scheduling', 'context', 'handles'], {
    takes: 3,
    list: 1,
    ...scheduling,
  }),
  method('loop', 'callSoonThreadsafe', 'schedule', ['scheduling', 'context', 'handles'], {
    takes: 3,
    list: 1,
    ...scheduling,
  }),
  method('loop', 'callLater', 'schedule', ['timers', 'scheduling', 'context', 'handles'], {
    takes: 4,
    list: 2,
    ...scheduling,
  }),
  method('loop', 'callAt', 'schedule', ['timers', 'scheduling', 'context', 'handles'], {
    takes: 4,
    list: 2,
    ...scheduling,
  }),
  method('loop', 'time', 'value', ['timers'], count),
  method('loop', 'createFuture', 'value', ['factories', 'future']),
  method('loop', 'createTask', 'task', ['factories', 'task', 'context'], {
    takes: 2,
    options: ['name', 'context', 'eagerStart'],
    context: true,
  }),
  method('loop', 'setTaskFactory', 'act', ['factories'], { takes: 1 }),
  method('loop', 'getTaskFactory', 'value', ['factories']),
  method('loop', 'setExceptionHandler', 'act', ['exceptions'], { takes: 1 }),
  method('loop', 'getExceptionHandler', 'value', ['exceptions']),
  method('loop', 'defaultExceptionHandler', 'act', ['exceptions'], { takes: 1 }),
  method('loop', 'callExceptionHandler', 'act', ['exceptions'], { takes: 1 }),
  method('loop', 'getDebug', 'value', ['scheduling'], flag),
  method('loop', 'setDebug', 'act', ['scheduling'], { takes: 1 }),
  method('loop', 'createConnection', 'coroutine', ['successor', 'transports'], {
    takes: 4,
    options: ['sock', 'localAddr', 'happyEyeballsDelay', 'interleave', 'allErrors', 'family'],
  }),
  method('loop', 'select', 'act', ['successor', 'lifecycle', 'timers'], { takes: 1 }),
  method('loop', 'processEvents', 'act', ['successor'], { takes: 1 }),
  method('loop', 'writeToSelf', 'act', ['successor', 'lifecycle', 'scheduling']),
  method('loop', 'timerHandleCancelled', 'act', ['successor', 'handles'], { takes: 1 }),
  method('loop', 'turn', 'act', ['successor', 'lifecycle'], { takes: 1 }),
]

const handleMethods: readonly Method[] = (['handle', 'timer'] as const).flatMap((target) => [
  method(target, 'cancel', 'act', ['handles']),
  method(target, 'cancelled', 'value', ['handles'], flag),
  method(target, 'getContext', 'value', ['handles', 'context']),
])

const taskMethods: readonly Method[] = [
  ...futureMethods('task', 'task'),
  method('task', 'getName', 'value', ['task', 'factories']),
  method('task', 'setName', 'act', ['task'], { takes: 1 }),
  method('task', 'getCoro', 'value', ['task']),
  method('task', 'getContext', 'value', ['task', 'context']),
  method('task', 'cancelling', 'value', ['cancellation'], count),
  method('task', 'uncancel', 'act', ['cancellation'], { nothing: 0, ...count }),
]

const transportMethods: readonly Method[] = [
  method('transport', 'write', 'act', ['transports'], { takes: 1, list: 0 }),
  method('transport', 'writelines', 'act', ['transports'], { takes: 1, list: 0 }),
  method('transport', 'writeEof', 'act', ['transports']),
  method('transport', 'canWriteEof', 'value', ['transports'], flag),
  method('transport', 'close', 'act', ['transports']),
  method('transport', 'abort', 'act', ['transports']),
  method('transport', 'isClosing', 'value', ['transports'], flag),
  method('transport', 'pauseReading', 'act', ['transports']),
  method('transport', 'resumeReading', 'act', ['transports']),
  method('transport', 'isReading', 'value', ['transports'], flag),
  method('transport', 'getWriteBufferSize', 'value', ['transports'], count),
  method('transport', 'getWriteBufferLimits', 'value', ['transports']),
  method('transport', 'setWriteBufferLimits', 'act', ['transports'], { takes: 2 }),
  method('transport', 'setProtocol', 'act', ['transports'], { takes: 1 }),
  method('transport', 'getProtocol', 'value', ['transports']),
  method('transport', 'getExtraInfo', 'value', ['transports'], { takes: 2 }),
  method('protocol', 'connectionMade', 'act', ['transports', 'successor']),
  method('protocol', 'dataReceived', 'act', ['transports'], { takes: 1, list: 0 }),
  method('protocol', 'eofReceived', 'act', ['transports']),
  method('protocol', 'connectionLost', 'act', ['transports'], { takes: 1 }),
  method('protocol', 'pauseWriting', 'act', ['transports']),
  method('protocol', 'resumeWriting', 'act', ['transports']),
]

const connectionOptions = ['sock'] as const

const serverMethods: readonly Method[] = [
  method('loop', 'createServer', 'coroutine', ['server'], {
    takes: 4,
    options: ['family', 'sock', 'backlog', 'reuseAddress', 'startServing'],
  }),
  method('loop', 'connectAcceptedSocket', 'coroutine', ['server'], { takes: 2 }),
  method('loop', 'bindSock', 'coroutine', ['server', 'successor'], { takes: 2, options: ['backlog'] }),
  method('loop', 'startServing', 'act', ['server', 'successor'], { takes: 4 }),
  method('loop', 'stopServing', 'act', ['server', 'successor'], { takes: 1 }),
  method('loop', 'createUnixServer', 'coroutine', ['unix', 'server'], {
    takes: 3,
    options: [...connectionOptions, 'backlog', 'startServing'],
  }),
  method('loop', 'createUnixConnection', 'coroutine', ['unix', 'transports'], {
    takes: 3,
    options: connectionOptions,
  }),
  method('loop', 'connectPath', 'coroutine', ['unix', 'successor'], { takes: 1 }),
  method('loop', 'bindPath', 'coroutine', ['unix', 'successor'], { takes: 2, options: ['backlog'] }),
  method('server', 'getLoop', 'value', ['server']),
  method('server', 'isServing', 'value', ['server'], flag),
  method('server', 'startServing', 'coroutine', ['server'], { isVoid: true }),
  method('server', 'serveForever', 'coroutine', ['server'], { isVoid: true }),
  method('server', 'close', 'act', ['server']),
  method('server', 'waitClosed', 'coroutine', ['server'], { isVoid: true }),
  method('server', 'closeClients', 'act', ['server']),
  method('server', 'abortClients', 'act', ['server']),
]

const datagramMethods: readonly Method[] = [
  method('loop', 'createDatagramEndpoint', 'coroutine', ['datagram'], {
    takes: 2,
    options: ['localAddr', 'remoteAddr', 'family', 'sock'],
  }),
  method('loop', 'openDatagramSock', 'coroutine', ['datagram', 'successor'], { takes: 2 }),
  method('endpoint', 'sendto', 'act', ['datagram'], { takes: 2, list: 0 }),
  method('endpoint', 'close', 'act', ['datagram']),
  method('endpoint', 'abort', 'act', ['datagram']),
  method('endpoint', 'isClosing', 'value', ['datagram'], flag),
  method('endpoint', 'getWriteBufferSize', 'value', ['datagram'], count),
  method('endpoint', 'getWriteBufferLimits', 'value', ['datagram']),
  method('endpoint', 'setWriteBufferLimits', 'act', ['datagram'], { takes: 2 }),
  method('endpoint', 'setProtocol', 'act', ['datagram'], { takes: 1 }),
  method('endpoint', 'getProtocol', 'value', ['datagram']),
  method('endpoint', 'getExtraInfo', 'value', ['datagram'], { takes: 2 }),
  method('datagramProtocol', 'connectionMade', 'act', ['datagram']),
  method('datagramProtocol', 'datagramReceived', 'act', ['datagram'], { takes: 2, list: 0 }),
  method('datagramProtocol', 'errorReceived', 'act', ['datagram'], { takes: 1 }),
  method('datagramProtocol', 'connectionLost', 'act', ['datagram'], { takes: 1 }),
]

const contextMethods: readonly Method[] = [
  method('context', 'run', 'value', ['context'], { takes: 1 }),
  method('context', 'copy', 'value', ['context']),
  method('context', 'get', 'value', ['context'], { takes: 1 }),
  method('context', 'has', 'value', ['context'], { takes: 1, ...flag }),
  method('variable', 'get', 'value', ['context'], { takes: 1 }),
  method('variable', 'set', 'value', ['context'], { takes: 1 }),
  method('variable', 'reset', 'act', ['context'], { takes: 1 }),
]

const waitingMethods: readonly Method[] = [
  method('runner', 'getLoop', 'value', ['runner']),
  method('runner', 'run', 'promise', ['runner'], { takes: 2, options: ['context'], context: true }),
  method('runner', 'close', 'promise', ['runner'], { isVoid: true }),
  method('timeout', 'when', 'value', ['waiting'], count),
  method('timeout', 'reschedule', 'act', ['waiting'], { takes: 1 }),
  method('timeout', 'expired', 'value', ['waiting'], flag),
  method('group', 'createTask', 'task', ['waiting'], {
    takes: 2,
    options: ['name', 'context'],
    context: true,
  }),
]

const moduleMethods: readonly Method[] = [
  method('module', 'registerTask', 'act', ['task-registry'], { takes: 1 }),
  method('module', 'unregisterTask', 'act', ['task-registry'], { takes: 1 }),
  method('module', 'enterTask', 'act', ['task-registry'], { takes: 2 }),
  method('module', 'leaveTask', 'act', ['task-registry'], { takes: 2 }),
  method('module', 'getTasks', 'value', ['task-registry'], { takes: 1 }),
  method('module', 'currentTask', 'value', ['task-registry'], { takes: 1 }),
  method('module', 'registerEagerTask', 'act', ['task-registry'], { takes: 1 }),
  method('module', 'unregisterEagerTask', 'act', ['task-registry'], { takes: 1 }),
  method('module', 'swapCurrentTask', 'act', ['task-registry'], { takes: 2, nothing: null }),
  method('module', 'eagerTaskFactory', 'task', ['factories', 'task', 'task-registry'], {
    takes: 3,
    options: ['name', 'context', 'eagerStart'],
    context: true,
  }),
  method('module', 'getRunningLoop', 'value', ['running-loop']),
  method('module', 'peekRunningLoop', 'value', ['running-loop']),
  method('module', 'setRunningLoop', 'act', ['running-loop'], { takes: 1 }),
  method('module', 'getEventLoop', 'value', ['policy']),
  method('module', 'setEventLoop', 'act', ['policy'], { takes: 1 }),
  method('module', 'newEventLoop', 'value', ['policy']),
  method('module', 'getEventLoopPolicy', 'value', ['policy']),
  method('module', 'setEventLoopPolicy', 'act', ['policy'], { takes: 1 }),
  method('module', 'createTask', 'task', ['factories', 'task'], {
    takes: 2,
    options: ['name', 'context', 'eagerStart'],
    context: true,
  }),
  method('module', 'ensureFuture', 'future', ['factories'], { takes: 2, options: ['loop'] }),
  method('module', 'isFuture', 'value', ['future', 'factories'], { takes: 1, ...flag }),
  method('module', 'isCoroutine', 'value', ['coroutine', 'factories'], { takes: 1, ...flag }),
  method('module', 'sleep', 'coroutine', ['waiting'], { takes: 2 }),
  method('module', 'gather', 'future', ['waiting'], {
    takes: 2,
    list: 0,
    options: ['returnExceptions', 'loop'],
  }),
  method('module', 'wait', 'coroutine', ['waiting'], {
    takes: 2,
    list: 0,
    options: ['timeout', 'returnWhen'],
  }),
  method('module', 'waitFor', 'coroutine', ['waiting'], { takes: 2 }),
  method('module', 'shield', 'future', ['waiting'], { takes: 1 }),
  method('module', 'timeout', 'coroutine', ['waiting'], { takes: 2 }),
  method('module', 'timeoutAt', 'coroutine', ['waiting'], { takes: 2 }),
  method('module', 'asCompleted', 'value', ['waiting'], { takes: 2, list: 0, options: ['timeout'] }),
  method('module', 'taskGroup', 'coroutine', ['waiting'], { takes: 1 }),
  method('module', 'run', 'promise', ['runner'], { takes: 2, options: ['debug', 'loopFactory'] }),
  method('module', 'copyContext', 'value', ['context']),
  method('module', 'openConnection', 'coroutine', ['streams'], { takes: 3, options: ['limit'] }),
  method('module', 'startServer', 'coroutine', ['streams', 'server'], { takes: 4, options: ['limit'] }),
  method('module', 'openUnixConnection', 'coroutine', ['streams', 'unix'], { takes: 2, options: ['limit'] }),
  method('module', 'startUnixServer', 'coroutine', ['streams', 'unix'], { takes: 3, options: ['limit'] }),
]

/** The methods of the whole contract. */
export const methods: readonly Method[] = [
  ...loopMethods,
  ...handleMethods,
  method('timer', 'when', 'value', ['handles', 'timers'], count),
  ...futureMethods('future', 'future'),
  method('future', 'setResult', 'act', ['future'], { takes: 1 }),
  method('future', 'setException', 'act', ['future'], { takes: 1 }),
  ...taskMethods,
  ...futureMethods('gathering', 'waiting'),
  ...futureMethods('shielded', 'waiting'),
  ...transportMethods,
  ...serverMethods,
  ...datagramMethods,
  ...contextMethods,
  ...waitingMethods,
  ...moduleMethods,
]
