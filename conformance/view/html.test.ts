import { describe, expect, it } from 'vitest'
import { embeddedJson, html } from './html.ts'

describe('a template', () => {
  it('takes everything for text, also in an attribute', () => {
    const text = `<b title='x'>"&"</b>`
    const page = html`<p title="${text}">${text}</p>`
    const escaped = '&lt;b title=&#39;x&#39;&gt;&quot;&amp;&quot;&lt;/b&gt;'
    expect(String(page)).toBe(`<p title="${escaped}">${escaped}</p>`)
  })

  it('takes templates as they are, lists one by one, and nothing for nothing', () => {
    const items = ['a<', html`<b>b</b>`, null, undefined, false as const, 3]
    expect(String(html`<p>${items}</p>`)).toBe('<p>a&lt;<b>b</b>3</p>')
  })

  it('takes an object that looks like a template for what it is', () => {
    const forged = { text: '<script>alert(1)</script>', map: () => ['<script>'] }
    expect(String(html`${forged as never}`)).not.toContain('<script>')
  })

  it('shows characters that turn the text around, or that no page may have', () => {
    expect(String(html`${'\u202etxt.exe\u2066 \u0000\u001b[31m'}`)).toBe(
      '\ufffdtxt.exe\ufffd \ufffd\ufffd[31m',
    )
  })
})

describe('JSON in a page', () => {
  it('ends no element, begins no comment, and says the same', () => {
    const value = { text: '</script><!-- <script> --> &lt; \u2028\u2029' }
    const text = String(embeddedJson(value))
    expect(text).not.toMatch(/[<>&\u2028\u2029]/)
    expect(JSON.parse(text)).toEqual(value)
  })
})
