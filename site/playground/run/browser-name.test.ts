import { expect, it } from 'vitest'
import { browserName } from './browser-name.ts'

const webkit = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)'

it.each([
  [`${webkit} Chrome/140.0.0.0 Safari/537.36`, 'Chrome 140'],
  [`${webkit} HeadlessChrome/140.0.0.0 Safari/537.36`, 'Chrome 140'],
  [`${webkit} Chrome/140.0.0.0 Safari/537.36 Edg/141.0.0.0`, 'Edge 141'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0', 'Firefox 143'],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
    'Safari 18',
  ],
  ['something else', 'something else'],
])('%s', (userAgent, name) => {
  expect(browserName(userAgent)).toBe(name)
})
