export default { test: { include: ['all.test.mjs'] } }
