import { readFileSync } from 'node:fs'
import process from 'node:process'
import { defineConfig, type MarkdownEnv, type MarkdownRenderer } from 'vitepress'
import { highlighting } from './highlight.ts'

interface Settings {
  readonly base: string
  readonly sidebar: Record<string, { text: string; link?: string }[]>
  readonly hasPlayground: boolean
}

// Written by `site/build.ts` beside the pages.
const settings = JSON.parse(readFileSync('dist-site/settings.json', 'utf8')) as Settings

/**
 * Guides and clauses come first in the search, before evidence and the pages of the project. VitePress copies the text of this
 * function into the page, so it uses nothing outside itself.
 */
function boostDocument(id: string): number {
  if (id.includes('/api/')) return 1
  if (/\/(?:guide|spec)\//.test(id)) return 2
  return /\/(?:evidence|contributing|style|decisions|changelog)\//.test(id) ? 0.3 : 1
}

/** What the search finds of a page: all but the programs, drafts and the overview of loops, which have every name of asyncio. */
async function searched(source: string, env: MarkdownEnv, md: MarkdownRenderer): Promise<string> {
  const prose = source.replaceAll(
    /<details class="program">[\s\S]*?<\/details>|<table class="matrix[\s\S]*?<\/table>/g,
    '',
  )
  const html = await md.renderAsync(prose, env)
  return env.frontmatter?.search === false ? '' : html
}

export default defineConfig({
  title: 'loop-conformance',
  titleTemplate: ':title · loop-conformance',
  lang: 'en',
  base: settings.base,
  srcDir: '../dist-site/pages',
  outDir: '../dist-site/html',
  cacheDir: '../dist-site/cache',
  head: [
    ['link', { rel: 'icon', href: `${settings.base}icon.svg`, type: 'image/svg+xml' }],
    ['meta', { name: 'theme-color', media: '(prefers-color-scheme: light)', content: '#fbfaf7' }],
    ['meta', { name: 'theme-color', media: '(prefers-color-scheme: dark)', content: '#14171a' }],
    // The words that the reader has chosen, before anything is shown: see theme/dialect-switch.ts.
    [
      'script',
      {},
      "try{document.documentElement.dataset.dialect=localStorage.getItem('dialect')??''}catch{}",
    ],
  ],
  markdown: {
    ...highlighting,
    config(md) {
      // What can be scrolled can be reached by the keyboard.
      md.renderer.rules.code_block = (tokens, index) =>
        `<pre tabindex="0" v-pre><code>${md.utils.escapeHtml(tokens[index]?.content ?? '')}</code></pre>\n`
    },
  },
  // What a page links to is loaded when the reader goes there: the front page has a budget.
  router: { prefetchLinks: false },
  themeConfig: {
    siteTitle: 'loop-conformance',
    nav: [
      { text: 'Guides', link: '/guide/test-your-loop/', activeMatch: '^/guide/' },
      { text: 'Specification', link: '/spec/', activeMatch: '^/spec/' },
      { text: 'Loops', link: '/loops/', activeMatch: '^/loops/' },
      ...(settings.hasPlayground ? [{ text: 'Playground', link: '/playground/' }] : []),
      { text: 'Evidence', link: '/evidence/', activeMatch: '^/evidence/' },
      { text: 'API', link: '/api/', activeMatch: '^/api/' },
      {
        text: 'Project',
        link: '/contributing/',
        activeMatch: '^/(contributing|style|decisions|changelog|the-original-page)/',
      },
    ],
    sidebar: settings.sidebar,
    outline: { level: [2, 3], label: 'On this page' },
    search: {
      provider: 'local',
      options: {
        detailedView: false,
        _render: searched,
        miniSearch: { searchOptions: { prefix: true, fuzzy: 0.1, boostDocument } },
      },
    },
    docFooter: { prev: 'Previous', next: 'Next' },
    notFound: {
      title: 'There is no such page',
      quote: 'It may have moved. The search, Ctrl+K, finds guides and clauses.',
      linkLabel: 'The front page',
      linkText: 'Front page',
    },
  },
  // `site/check-links.ts` looks at every link of the finished pages, anchors included.
  ignoreDeadLinks: true,
  vite: { build: { chunkSizeWarningLimit: 4096 }, logLevel: process.env.CI === undefined ? 'warn' : 'error' },
})
