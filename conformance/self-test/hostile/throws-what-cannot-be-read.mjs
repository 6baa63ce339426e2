import { VirtualEventLoop } from '../../../dist/reference/index.js'

function unreadable() {
  const error = new Error('cannot be read')
  for (const member of ['stack', 'message', 'name', 'constructor'])
    Object.defineProperty(error, member, {
      get() {
        throw error
      },
    })
  return error
}

class UnreadableLoop extends VirtualEventLoop {
  runForever() {
    void Promise.reject(unreadable())
    throw unreadable()
  }
}

export default { name: 'throws what cannot be read', newEventLoop: () => new UnreadableLoop() }
