/** What the frame of the playground may do. Its workers inherit it. Nothing comes from a network, and nothing goes there. */
export const sandboxPolicy =
  "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' blob:; worker-src blob:; connect-src 'none'; base-uri 'none'; form-action 'none'"

/**
 * The only script of the frame. It makes a worker for each number that the page gives it, passes the page's port on to the worker,
 * and says when a worker fails. What the worker itself posts goes nowhere: only the port counts.
 */
export const sandboxScript = `
let address
const workers = new Map()
addEventListener('message', ({ source, data, ports }) => {
  if (source !== parent) return
  const { code, start, end } = data
  if (code !== undefined) address = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }))
  if (start !== undefined) {
    const worker = new Worker(address)
    workers.set(start, worker)
    worker.addEventListener('error', (event) => {
      event.preventDefault()
      parent.postMessage({ worker: start, failed: event.message || 'it could not be loaded' }, '*')
    })
    worker.postMessage(null, ports)
  }
  if (end !== undefined) {
    workers.get(end)?.terminate()
    workers.delete(end)
  }
})
`
