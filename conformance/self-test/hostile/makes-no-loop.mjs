// The module functions come with the reference.
import '../../../dist/reference/index.js'

export default { name: 'makes no loop', newEventLoop: () => ({ run: () => undefined }) }
