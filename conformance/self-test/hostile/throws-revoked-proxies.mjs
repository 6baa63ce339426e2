import { VirtualEventLoop } from '../../../dist/reference/index.js'

/** A proxy that throws whenever it is asked anything. */
function revoked() {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy
}

class LoopOfRevokedProxies extends VirtualEventLoop {
  isRunning() {
    throw revoked()
  }

  isClosed() {
    return revoked()
  }

  setExceptionHandler(handler) {
    handler(this, revoked())
    handler(this, { message: revoked(), exception: revoked() })
  }

  runForever() {
    void Promise.reject(revoked())
    return Promise.reject(revoked())
  }
}

export default { name: 'throws revoked proxies', newEventLoop: () => new LoopOfRevokedProxies() }
