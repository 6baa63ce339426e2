throw Object.defineProperty(new Error(), 'message', {
  get() {
    throw new Error('It cannot be read.')
  },
})
