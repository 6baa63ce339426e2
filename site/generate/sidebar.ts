import { areas } from '../../spec/index.ts'
import { byKind, judgedLoops, kindWords, loopPath } from './loops/judged-loop.ts'
import type { Page } from './page.ts'
import { guides } from './routes.ts'

export interface SidebarItem {
  readonly text: string
  readonly link?: string
  readonly items?: readonly SidebarItem[]
  readonly collapsed?: boolean
}

/** The sidebars, by the beginning of the paths of their pages. */
export function sidebar(
  pages: readonly Page[],
  api: readonly SidebarItem[],
): Readonly<Record<string, readonly SidebarItem[]>> {
  const title = (path: string): string => pages.find((page) => page.path === path)?.title ?? path
  const item = (path: string, text = title(path)): SidebarItem => ({ text, link: path })
  const project = [
    {
      text: 'The project',
      items: ['/contributing/', '/style/', '/the-original-page/', '/changelog/', '/decisions/'].map((path) =>
        item(path),
      ),
    },
    {
      text: 'Decisions',
      items: pages.filter(({ path }) => /^\/decisions\/.+/.test(path)).map(({ path }) => item(path)),
    },
  ]
  return {
    '/guide/': [{ text: 'Guides', items: Object.values(guides).map((path) => item(path)) }],
    '/spec/': [
      {
        text: 'The specification',
        items: [
          item('/spec/', 'Overview'),
          item('/spec/terms/'),
          item('/spec/asyncio-rules/'),
          item('/spec/private-contract/'),
          item('/spec/javascript-own/', 'JavaScript’s own'),
          item('/spec/not-carried-over/', 'Without a clause'),
        ],
      },
      { text: 'Areas', items: areas.map((area) => item(`/spec/${area}/`, area)) },
    ],
    '/loops/': [
      {
        text: 'Real loops',
        items: [item('/loops/', 'Overview'), item('/loops/how-they-are-judged/', 'How they are judged')],
      },
      ...byKind(judgedLoops).map(([kind, loops]) => ({
        text: kindWords[kind],
        collapsed: true,
        items: loops.map(({ name }) => item(loopPath(name), name)),
      })),
    ],
    '/evidence/': [
      {
        text: 'How we know',
        items: [
          item('/evidence/', 'Overview'),
          item('/evidence/kill-table/'),
          item('/evidence/cross-check/'),
          item('/evidence/mutants/'),
          item('/evidence/strange/'),
          item('/evidence/soak/'),
          item('/evidence/many-programs/'),
          item('/evidence/large-amounts/'),
        ],
      },
    ],
    '/api/': [{ text: 'API', items: [{ text: 'Overview', link: '/api/' }] }, ...api],
    '/contributing/': project,
    '/style/': project,
    '/the-original-page/': project,
    '/changelog/': project,
    '/decisions/': project,
  }
}
